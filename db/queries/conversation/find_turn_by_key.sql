SELECT id, is_protected, message FROM turns WHERE conversation_id = $1 AND idempotency_key = $2
