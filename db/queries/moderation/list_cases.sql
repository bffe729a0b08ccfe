-- Protected alerts, for staff: no word, no name, no family.
SELECT a.id, a.raised_at, a.severity, a.acknowledged_at, coalesce(c.reminders, 0)
FROM alerts a LEFT JOIN alert_clocks c ON c.alert_id = a.id
WHERE a.for_guardian = FALSE AND a.told_moderator = TRUE
ORDER BY CASE WHEN a.acknowledged_at IS NULL THEN 0 ELSE 1 END, a.severity DESC, a.raised_at DESC, a.id DESC
LIMIT 200
