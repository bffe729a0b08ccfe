-- What a child asked by itself.
SELECT id, family_id, guardian_id, child_id, is_protected, kind, state, urgency, country, rule, opened_at, due_at, extended_at, closed_at
FROM rights_requests WHERE family_id = $1 AND child_id = $2 AND is_protected
ORDER BY opened_at DESC, id DESC LIMIT 50
