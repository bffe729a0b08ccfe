DELETE FROM conversation_summaries WHERE family_id = $1
