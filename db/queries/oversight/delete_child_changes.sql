DELETE FROM oversight_changes WHERE family_id = $1 AND child_id = $2
