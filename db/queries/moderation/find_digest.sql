SELECT 1 FROM digests WHERE guardian_id = $1 AND week = $2
