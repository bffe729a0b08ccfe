DELETE FROM sessions WHERE family_id = $1
