INSERT INTO sessions (id, token_hash, kind, family_id, guardian_id, child_id, device_id, staff_id,
    created_at, last_seen_at, expires_at, idle_expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
