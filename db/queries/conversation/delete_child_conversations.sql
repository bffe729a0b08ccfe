DELETE FROM conversations
WHERE id IN (SELECT id FROM conversations WHERE child_id = $2 AND family_id = $1 ORDER BY id LIMIT 50)
