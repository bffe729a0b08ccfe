-- When the whole family goes, a wish for one child has nothing left to do.
UPDATE erasures SET state = 'undone', ended_at = $2, family_id = NULL, child_id = NULL, tell = NULL
WHERE family_id = $1 AND scope = 'child' AND state IN ('waiting', 'erasing')
