-- For guardians only: an alert about a protected turn is not among them.
SELECT id, child_id, raised_at, facts, acknowledged_at, was_nothing, verdict
FROM alerts
WHERE family_id = $1 AND for_guardian = TRUE
ORDER BY raised_at, id
