-- Of list_ordinary_turns.
SELECT e.turn_id, e.number, e.payload
FROM turn_events e JOIN turns t ON t.id = e.turn_id
WHERE t.conversation_id = $1 AND t.is_protected = FALSE AND e.name = 'delta'
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
ORDER BY t.number, e.number
