-- No row comes back when another process took the number: the caller asks again.
INSERT INTO consents (family_id, number, guardian_id, purpose, processor, event, method, notice_version, terms, evidence, undo_hash,
                      recorded_at)
SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CAST($11 AS BIGINT)
FROM consents WHERE family_id = $1
ON CONFLICT (family_id, number) DO NOTHING
RETURNING number
