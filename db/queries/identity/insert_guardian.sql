-- No row: the address has an account.
INSERT INTO guardians (id, family_id, email, email_key, password_hash, language, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (email_key) DO NOTHING
RETURNING id
