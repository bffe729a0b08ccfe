-- Of turns that were answered, and of which a guardian may know, as the notes of a conversation.
SELECT t.id, t.started_at, t.message
FROM turns t JOIN conversations c ON c.id = t.conversation_id
WHERE t.conversation_id = $1 AND c.family_id = $2 AND c.child_id = $3
  AND t.number > $4 AND t.number <= $5 AND t.started_at >= $6
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
  AND NOT t.is_protected AND t.finish_reason = 'answered'
ORDER BY t.number
