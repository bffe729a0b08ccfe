SELECT id, is_protected, message
FROM turns
WHERE conversation_id = $1 AND number > $2
ORDER BY number
