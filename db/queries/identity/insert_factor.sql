-- No row: one that is confirmed stands already.
INSERT INTO second_factors (account_id, secret, last_step, created_at, confirmed_at)
VALUES ($1, $2, 0, $3, NULL)
ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
WHERE second_factors.confirmed_at IS NULL
RETURNING account_id
