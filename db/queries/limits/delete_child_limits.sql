DELETE FROM child_limits WHERE family_id = $1 AND child_id = $2
