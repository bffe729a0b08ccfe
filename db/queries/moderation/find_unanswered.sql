-- An alert that was told $2 times again and that nobody has answered.
SELECT a.family_id, a.facts, a.severity, a.for_guardian, a.told_moderator, c.queued_at, a.child_id
FROM alert_clocks c JOIN alerts a ON a.id = c.alert_id
WHERE c.alert_id = $1 AND c.reminders = $2 AND c.next_reminder_at IS NOT NULL AND a.acknowledged_at IS NULL
