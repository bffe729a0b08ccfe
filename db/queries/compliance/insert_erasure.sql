-- No row: one stands already.
INSERT INTO erasures (id, subject, scope, family_id, child_id, state, asked_at, due_at, counts, tell)
VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, '{}', $8)
ON CONFLICT DO NOTHING
RETURNING id
