SELECT id, family_id, role, visibility, alerts, email, invited_by, created_at, sent_at, expires_at
FROM invitations WHERE token_hash = $1 AND expires_at > $2
