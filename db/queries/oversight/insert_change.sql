INSERT INTO oversight_changes (id, family_id, child_id, level, level_before, age_band, changed_by, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
