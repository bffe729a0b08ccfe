SELECT 1 FROM turns WHERE conversation_id = $1 AND is_protected = TRUE LIMIT 1
