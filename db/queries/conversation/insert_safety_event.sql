INSERT INTO safety_events (id, turn_id, occurred_at, kind, reason) VALUES ($1, $2, $3, $4, $5)
