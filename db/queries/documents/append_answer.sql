-- No row comes back when another process took the number: the caller asks again.
INSERT INTO document_answers (family_id, number, guardian_id, kind, version, binding, answer, answered_at)
SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT)
FROM document_answers WHERE family_id = $1
ON CONFLICT (family_id, number) DO NOTHING
RETURNING number
