SELECT e.turn_id, e.number, e.payload
FROM turn_events e JOIN turns t ON t.id = e.turn_id JOIN conversations c ON c.id = t.conversation_id
WHERE t.conversation_id = $1 AND c.family_id = $2 AND c.child_id = $3
  AND t.number > $4 AND t.number <= $5 AND t.started_at >= $6
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
  AND NOT t.is_protected AND t.finish_reason = 'answered' AND e.name = 'delta'
ORDER BY t.number, e.number
