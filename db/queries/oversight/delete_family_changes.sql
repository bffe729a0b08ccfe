DELETE FROM oversight_changes WHERE family_id = $1
