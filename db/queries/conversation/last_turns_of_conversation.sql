SELECT id, is_protected, message, finish_reason, started_at
FROM turns
WHERE conversation_id = $1 AND number > $2
ORDER BY number
