SELECT id, child_id, raised_at, facts, acknowledged_at, was_nothing
FROM alerts
WHERE id = $1 AND family_id = $2 AND for_guardian = TRUE
