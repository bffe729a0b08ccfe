DELETE FROM digests WHERE family_id = $1
