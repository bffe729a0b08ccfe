-- $1 id, $2 now, $3 receipt. No row: it was finished before.
UPDATE erasures
SET state = 'done', ended_at = $2, receipt = $3, tell = NULL, child_id = NULL,
    family_id = CASE WHEN scope = 'child' THEN family_id END
WHERE id = $1 AND state = 'erasing'
RETURNING id
