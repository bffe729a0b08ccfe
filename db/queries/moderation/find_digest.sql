SELECT 1 FROM digests WHERE guardian_id = $1 AND family_id = $2 AND week = $3
