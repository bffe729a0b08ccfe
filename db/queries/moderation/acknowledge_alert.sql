-- The first acknowledgement keeps its time; a later one may still change the verdict.
UPDATE alerts
SET acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4), verdict = $5,
    was_nothing = CASE WHEN $5 = 'nothing' THEN TRUE ELSE FALSE END
WHERE id = $1 AND family_id = $2 AND for_guardian = TRUE
