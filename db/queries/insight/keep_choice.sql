INSERT INTO insight_choices (child_id, family_id, is_shown, changed_by, changed_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (child_id) DO UPDATE SET is_shown = excluded.is_shown, changed_by = excluded.changed_by, changed_at = excluded.changed_at
WHERE insight_choices.family_id = excluded.family_id
