SELECT course, guard FROM trajectories WHERE child_id = $1 AND family_id = $2
