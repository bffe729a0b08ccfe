-- As a guardian would count them: more would tell of a protected turn.
SELECT count(DISTINCT t.conversation_id), count(*)
FROM turns t
WHERE t.family_id = $1 AND t.child_id = $2 AND t.is_protected = FALSE
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
