-- $1 family, $2 child, $3 the last row of the page before.
SELECT child_id, child_id, course, guard FROM trajectories
WHERE family_id = $1 AND child_id = $2 AND child_id > $3
ORDER BY child_id LIMIT 100
