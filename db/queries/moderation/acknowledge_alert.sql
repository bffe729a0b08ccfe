-- The first acknowledgement keeps its time; a later one may still say that it was nothing, or that it was something.
UPDATE alerts
SET acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4), was_nothing = $5
WHERE id = $1 AND family_id = $2 AND for_guardian = TRUE
RETURNING id, child_id, raised_at, facts, acknowledged_at, was_nothing
