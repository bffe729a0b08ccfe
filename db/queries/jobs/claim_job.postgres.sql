-- $1 now, $2 until when it is ours, $3 our token, $4 kind
UPDATE jobs SET locked_until = $2, lock_token = $3, attempts = attempts + 1
WHERE id = (
    SELECT id FROM jobs
    WHERE kind = $4 AND run_at <= $1 AND locked_until <= $1 AND gave_up_at IS NULL
    ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, kind, payload, attempts
