SELECT child_id, is_shown, changed_by, changed_at FROM insight_choices WHERE family_id = $1 ORDER BY child_id
