-- $1 owner, $2 family, $3 kind, $4 now. Also where there were none: then it can never get any.
INSERT INTO own_keys (owner_id, family_id, kind, created_at, destroyed_at)
VALUES ($1, $2, $3, $4, $4)
ON CONFLICT (owner_id) DO UPDATE
SET own_key = NULL, protected_key = NULL, destroyed_at = coalesce(own_keys.destroyed_at, excluded.destroyed_at)
WHERE own_keys.family_id = excluded.family_id
