SELECT guardian_id, level, looked_at
FROM looks
WHERE family_id = $1 AND child_id = $2
ORDER BY looked_at DESC, id DESC
LIMIT 100
