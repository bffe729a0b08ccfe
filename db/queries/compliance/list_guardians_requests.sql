-- What a guardian asked. Neither another guardian's nor a child's own are among them.
SELECT id, family_id, guardian_id, child_id, is_protected, kind, state, urgency, country, rule, opened_at, due_at, extended_at, closed_at
FROM rights_requests WHERE family_id = $1 AND guardian_id = $2 AND NOT is_protected
ORDER BY opened_at DESC, id DESC LIMIT 50
