-- With their turns and events; fifty at a time, so that nobody waits long for the database.
DELETE FROM conversations
WHERE id IN (SELECT id FROM conversations WHERE family_id = $1 ORDER BY id LIMIT 50)
