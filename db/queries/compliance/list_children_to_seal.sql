SELECT id, family_id FROM children WHERE id > $1 AND sealed_apart_at IS NULL ORDER BY id LIMIT 100
