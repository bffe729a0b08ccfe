DELETE FROM exports WHERE family_id = $1
