DELETE FROM openings WHERE family_id = $1
