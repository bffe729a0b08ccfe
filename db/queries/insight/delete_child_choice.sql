DELETE FROM insight_choices WHERE family_id = $1 AND child_id = $2
