INSERT INTO pairing_codes (code_hash, family_id, child_id, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (code_hash) DO NOTHING
RETURNING code_hash
