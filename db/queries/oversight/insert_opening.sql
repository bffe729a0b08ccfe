INSERT INTO openings (id, family_id, child_id, conversation_id, staff_id, purpose, reason, begun_at, ends_at, is_quiet)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
