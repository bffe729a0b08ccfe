INSERT INTO jobs (id, kind, payload, run_at, attempts, locked_until, lock_token, created_at)
VALUES ($1, $2, $3, $4, 0, 0, '', $5)
