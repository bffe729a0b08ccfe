-- For guardians: nothing that was summed up of what followed a protected turn.
SELECT s.conversation_id, s.summary FROM conversation_summaries s
WHERE s.family_id = $1 AND NOT EXISTS (
  SELECT 1 FROM turns p WHERE p.conversation_id = s.conversation_id AND p.is_protected = TRUE AND p.number <= s.until_turn
)
ORDER BY s.conversation_id
