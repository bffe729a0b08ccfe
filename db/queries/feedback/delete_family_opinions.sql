DELETE FROM guardian_opinions WHERE family_id = $1
