SELECT id, family_id, guardian_id, child_id, is_protected, kind, state, urgency, country, rule, opened_at, due_at, extended_at, closed_at
FROM rights_requests WHERE id = $1
