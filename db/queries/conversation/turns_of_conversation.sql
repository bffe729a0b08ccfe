SELECT id, is_protected, locale, started_at, message, mood
FROM turns
WHERE conversation_id = $1
ORDER BY number
