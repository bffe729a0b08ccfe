-- $1 owner, $2 family, $3 kind, $4 and $5 the keys, $6 now. No row: it has or had keys, or its family has none any more.
INSERT INTO own_keys (owner_id, family_id, kind, own_key, protected_key, created_at)
SELECT $1, family_id, $3, $4, $5, $6 FROM family_keys WHERE family_id = $2 AND destroyed_at IS NULL
ON CONFLICT (owner_id) DO NOTHING
RETURNING owner_id
