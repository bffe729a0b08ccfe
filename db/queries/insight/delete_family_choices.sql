DELETE FROM insight_choices WHERE family_id = $1
