SELECT is_protected, finished_at, mood
FROM turns
WHERE id = $1 AND conversation_id = $2 AND family_id = $3 AND child_id = $4
