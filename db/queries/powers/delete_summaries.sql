DELETE FROM conversation_summaries WHERE family_id = $1 AND child_id = $2
