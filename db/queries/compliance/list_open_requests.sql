SELECT id, family_id, guardian_id, child_id, is_protected, kind, state, urgency, country, rule, opened_at, due_at, extended_at, closed_at
FROM rights_requests WHERE closed_at IS NULL
ORDER BY CASE urgency WHEN 'now' THEN 0 WHEN 'soon' THEN 1 ELSE 2 END, due_at, id LIMIT 500
