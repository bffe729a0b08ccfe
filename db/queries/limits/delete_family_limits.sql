DELETE FROM child_limits WHERE family_id = $1
