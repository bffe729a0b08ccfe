-- No row: one is being made already.
INSERT INTO exports (id, family_id, guardian_id, state, asked_at, expires_at, parts, parts_done, bytes)
VALUES ($1, $2, $3, 'waiting', $4, $5, $6, 0, 0)
ON CONFLICT DO NOTHING
RETURNING id
