-- No row: the last link is younger than $5.
INSERT INTO email_verifications (token_hash, guardian_id, created_at, expires_at)
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM email_verifications WHERE guardian_id = $2 AND created_at > $5)
RETURNING token_hash
