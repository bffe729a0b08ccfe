-- For guardians: a protected turn, and what follows it in its conversation, is as if it had never been.
SELECT t.id, t.started_at, t.message, t.mood
FROM turns t
WHERE t.conversation_id = $1 AND t.is_protected = FALSE
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
ORDER BY t.number
