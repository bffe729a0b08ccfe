UPDATE alerts
SET acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3)
WHERE id = $1 AND for_guardian = FALSE AND told_moderator = TRUE
RETURNING id
