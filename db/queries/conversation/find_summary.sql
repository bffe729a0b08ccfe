SELECT until_turn, oldest_at, summary FROM conversation_summaries
WHERE conversation_id = $1 AND family_id = $2 AND child_id = $3
