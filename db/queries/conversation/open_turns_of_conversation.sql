-- For guardians: a protected turn, and what follows it, is as if it had never been.
SELECT t.id, t.conversation_id, t.started_at, t.finished_at, t.mood, t.record, e.number, e.payload, t.finish_reason
FROM turns t
LEFT JOIN turn_events e ON e.turn_id = t.id AND e.number = (
    SELECT min(a.number) FROM turn_events a WHERE a.turn_id = t.id AND a.name = 'advisor'
)
WHERE t.family_id = $1 AND t.child_id = $2 AND t.conversation_id = $3
  AND t.is_protected = FALSE AND t.finished_at IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
ORDER BY t.number
