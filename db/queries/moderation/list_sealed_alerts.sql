-- $1 family, $2 child, $3 the last row of the page before.
SELECT id, id, facts FROM alerts
WHERE family_id = $1 AND child_id = $2 AND id > $3
ORDER BY id LIMIT 100
