SELECT e.turn_id, e.number, e.payload
FROM turn_events e JOIN turns t ON t.id = e.turn_id
WHERE t.conversation_id = $1 AND t.is_protected = FALSE AND e.name = 'delta'
ORDER BY t.number, e.number
