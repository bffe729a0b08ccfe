DELETE FROM thumbs WHERE turn_id = $1 AND family_id = $2 AND child_id = $3
