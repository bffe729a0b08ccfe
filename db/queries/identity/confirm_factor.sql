-- No row: there is none, or it was confirmed before.
UPDATE second_factors SET confirmed_at = $2, last_step = $3
WHERE account_id = $1 AND confirmed_at IS NULL
RETURNING account_id
