SELECT id, family_id, request_id, opened_by, reason, reference, opened_at FROM disputes
WHERE id = $1 AND resolved_at IS NULL
