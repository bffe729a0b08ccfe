SELECT id, family_id FROM children WHERE id > $1 ORDER BY id LIMIT 1000
