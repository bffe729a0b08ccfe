-- No row: one stands already.
INSERT INTO disputes (id, family_id, request_id, opened_by, reason, reference, opened_at, resolved_by, resolution)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', '')
ON CONFLICT DO NOTHING RETURNING id
