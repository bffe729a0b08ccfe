SELECT id, family_id, child_id, conversation_id, staff_id, purpose, reason, begun_at, ends_at, ended_at, is_quiet FROM openings WHERE id = $1
