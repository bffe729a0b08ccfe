SELECT id, family_id, child_id, conversation_id, staff_id, purpose, reason, begun_at, ends_at, ended_at, is_quiet
FROM openings WHERE staff_id = $1 AND begun_at >= $2 ORDER BY begun_at DESC, id DESC LIMIT 100
