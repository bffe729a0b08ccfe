INSERT INTO email_verifications (token_hash, guardian_id, created_at, expires_at)
VALUES ($1, $2, $3, $4)
