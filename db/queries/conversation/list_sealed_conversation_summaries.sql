-- $1 family, $2 child, $3 the last row of the page before.
SELECT conversation_id, conversation_id, summary FROM conversation_summaries
WHERE family_id = $1 AND child_id = $2 AND conversation_id > $3
ORDER BY conversation_id LIMIT 100
