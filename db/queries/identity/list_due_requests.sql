SELECT r.family_id, r.id FROM family_requests r
WHERE r.state = 'open' AND r.due_at <= $1
  AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.family_id = r.family_id AND d.resolved_at IS NULL)
ORDER BY r.due_at, r.id LIMIT 50
