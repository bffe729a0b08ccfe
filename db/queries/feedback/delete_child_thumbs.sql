DELETE FROM thumbs WHERE family_id = $1 AND child_id = $2
