-- Those in which something was said of which a guardian may know. Neither ids nor times of the conversation itself: the
-- first turn may be one that no guardian may know of.
SELECT c.id, c.child_id
FROM conversations c
WHERE c.family_id = $1 AND EXISTS (
  SELECT 1 FROM turns t WHERE t.conversation_id = c.id AND t.is_protected = FALSE
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
)
ORDER BY c.child_id, c.started_at, c.id
