INSERT INTO digests (guardian_id, week, family_id, queued_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (guardian_id, family_id, week) DO NOTHING
RETURNING week
