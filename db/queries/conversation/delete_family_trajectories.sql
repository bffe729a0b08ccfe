DELETE FROM trajectories WHERE family_id = $1
