-- For guardians: a protected turn, and what follows it in its conversation, is as if it had never been.
SELECT t.message
FROM turns t
WHERE t.family_id = $1 AND t.child_id = $2 AND t.id = $3
  AND t.is_protected = FALSE AND t.finished_at IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
