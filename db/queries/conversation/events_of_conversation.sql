SELECT e.turn_id, e.number, e.name, e.payload
FROM turn_events e JOIN turns t ON t.id = e.turn_id
WHERE t.conversation_id = $1 AND t.number > $2
ORDER BY t.number, e.number
