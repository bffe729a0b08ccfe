-- An alert that was told $2 times again and that nobody has answered. A moderator who took it up hears of it no more.
SELECT a.family_id, a.facts, a.severity, a.for_guardian, CASE WHEN c.taken_at IS NULL THEN a.told_moderator ELSE FALSE END, c.queued_at, a.child_id
FROM alert_clocks c JOIN alerts a ON a.id = c.alert_id
WHERE c.alert_id = $1 AND c.reminders = $2 AND c.next_reminder_at IS NOT NULL AND a.acknowledged_at IS NULL
