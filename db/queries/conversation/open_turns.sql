SELECT id, conversation_id, family_id, child_id, is_protected, locale
FROM turns
WHERE finished_at IS NULL
ORDER BY started_at
