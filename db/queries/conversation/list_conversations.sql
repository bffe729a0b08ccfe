SELECT id, started_at, last_turn_at, turns, topic
FROM conversations
WHERE family_id = $1 AND child_id = $2
ORDER BY coalesce(last_turn_at, started_at) DESC, id DESC
LIMIT 200
