INSERT INTO family_keys (family_id, family_key, protected_key, created_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (family_id) DO NOTHING
RETURNING family_id
