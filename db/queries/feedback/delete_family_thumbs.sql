DELETE FROM thumbs WHERE family_id = $1
