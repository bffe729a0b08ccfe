-- Whoever changes the row sends the reminder; a second run of the same job finds no row.
UPDATE alert_clocks
SET reminders = reminders + 1, next_reminder_at = $3
WHERE alert_id = $1 AND reminders = $2 AND next_reminder_at IS NOT NULL
  AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_clocks.alert_id AND a.acknowledged_at IS NULL)
RETURNING reminders
