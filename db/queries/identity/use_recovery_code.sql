-- No row: it is none, or it was used.
UPDATE recovery_codes SET used_at = $3
WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL
RETURNING account_id
