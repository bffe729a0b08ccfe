DELETE FROM openings WHERE family_id = $1 AND child_id = $2
