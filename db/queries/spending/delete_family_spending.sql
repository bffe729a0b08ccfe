DELETE FROM spending WHERE family_id = $1
