SELECT child_id, course FROM trajectories WHERE family_id = $1 ORDER BY child_id
