-- Alerts that moderators were told of, for staff: no word, no name, no family. Those of guardians have a clock since there is one.
SELECT a.id, a.raised_at, a.severity, coalesce(a.acknowledged_at, c.taken_at), coalesce(c.reminders, 0), a.for_guardian
FROM alerts a LEFT JOIN alert_clocks c ON c.alert_id = a.id
WHERE a.told_moderator = TRUE AND (a.for_guardian = FALSE OR c.alert_id IS NOT NULL)
ORDER BY CASE WHEN coalesce(a.acknowledged_at, c.taken_at) IS NULL THEN 0 ELSE 1 END, a.severity DESC, a.raised_at DESC, a.id DESC
LIMIT 200
