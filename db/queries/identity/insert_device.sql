INSERT INTO devices (id, family_id, child_id, token_hash, name, paired_at)
VALUES ($1, $2, $3, $4, $5, $6)
