-- $1 family, $2 child, $3 the last row of the page before.
SELECT id, id, nickname, interests FROM children
WHERE family_id = $1 AND id = $2 AND id > $3
ORDER BY id LIMIT 100
