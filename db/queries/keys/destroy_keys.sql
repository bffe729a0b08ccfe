INSERT INTO family_keys (family_id, created_at, destroyed_at)
VALUES ($1, $2, $2)
ON CONFLICT (family_id) DO UPDATE
SET family_key = NULL, protected_key = NULL, destroyed_at = coalesce(family_keys.destroyed_at, excluded.destroyed_at)
