-- What a child is told: its own erasure, or its family's.
SELECT due_at FROM erasures
WHERE family_id = $1 AND (child_id = $2 OR child_id IS NULL) AND state IN ('waiting', 'erasing')
ORDER BY due_at LIMIT 1
