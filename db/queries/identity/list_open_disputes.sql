SELECT id, family_id, request_id, opened_by, reason, reference, opened_at FROM disputes
WHERE resolved_at IS NULL ORDER BY opened_at, id LIMIT 200
