-- One answer to one asking: the second finds it settled.
UPDATE surveys SET settled_at = $3, ended = $4
WHERE guardian_id = $1 AND family_id = $2 AND settled_at IS NULL
RETURNING question
