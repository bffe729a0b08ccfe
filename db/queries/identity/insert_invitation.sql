INSERT INTO invitations (id, family_id, token_hash, role, visibility, alerts, email, invited_by, created_at, sent_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
