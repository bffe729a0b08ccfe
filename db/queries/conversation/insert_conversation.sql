INSERT INTO conversations (id, family_id, child_id, started_at, turns) VALUES ($1, $2, $3, $4, 0)
