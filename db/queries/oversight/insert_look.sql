INSERT INTO looks (id, family_id, child_id, guardian_id, level, looked_at) VALUES ($1, $2, $3, $4, $5, $6)
