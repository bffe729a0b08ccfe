-- No row: the address has an account.
INSERT INTO staff (id, email, email_key, password_hash, role, created_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (email_key) DO NOTHING
RETURNING id
