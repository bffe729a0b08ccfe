SELECT id, started_at, message, mood
FROM turns
WHERE conversation_id = $1 AND is_protected = FALSE
ORDER BY number
