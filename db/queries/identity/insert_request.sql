INSERT INTO family_requests (id, family_id, kind, asked_by, about, asked_at, due_at, state)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')
