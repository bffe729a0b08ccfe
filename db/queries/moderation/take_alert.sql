-- Of an alert that is a guardian's to answer: moderators hear of it no more. No row: it is none, or they were not told.
UPDATE alert_clocks
SET taken_at = coalesce(taken_at, $2), taken_by = coalesce(taken_by, $3)
WHERE alert_id = $1
  AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = $1 AND a.for_guardian = TRUE AND a.told_moderator = TRUE)
RETURNING alert_id
