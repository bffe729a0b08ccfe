DELETE FROM looks WHERE family_id = $1
