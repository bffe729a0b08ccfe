INSERT INTO incident_entries (incident_id, number, kind, written_at, written_by, words)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING RETURNING number
