-- A restored backup may still know it as a wish: $1 subject, $2 when it was done, $3 receipt. The erasure $4 itself, broken off
-- before its end, is not closed: its job goes on, and tells everybody.
UPDATE erasures
SET state = 'done', ended_at = $2, receipt = $3, tell = NULL, child_id = NULL,
    family_id = CASE WHEN scope = 'child' THEN family_id END
WHERE subject = $1 AND state IN ('waiting', 'erasing') AND NOT (id = $4 AND state = 'erasing')
