-- For guardians: those that may be told.
SELECT id, family_id, child_id, conversation_id, staff_id, purpose, reason, begun_at, ends_at, ended_at, is_quiet
FROM openings WHERE family_id = $1 AND is_quiet = FALSE AND begun_at >= $2 ORDER BY begun_at DESC, id DESC LIMIT 100
