SELECT id, family_id, role, visibility, alerts, email, invited_by, created_at, sent_at, expires_at
FROM invitations WHERE family_id = $1 ORDER BY created_at, id
