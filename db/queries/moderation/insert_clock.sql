INSERT INTO alert_clocks (alert_id, family_id, received_at, queued_at, reminders, next_reminder_at)
VALUES ($1, $2, $3, $4, 0, $5)
