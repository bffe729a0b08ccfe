UPDATE trajectories SET course = $2, guard = $3 WHERE child_id = $1
