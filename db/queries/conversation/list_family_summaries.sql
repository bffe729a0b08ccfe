SELECT conversation_id, summary FROM conversation_summaries WHERE family_id = $1 ORDER BY conversation_id
