-- Of the child $2 alone, or of its family $1.
SELECT 1 FROM erasures
WHERE family_id = $1 AND (child_id = $2 OR child_id IS NULL) AND state = 'erasing'
LIMIT 1
