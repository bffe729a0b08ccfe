-- For guardians: the clocks of protected alerts are left out.
SELECT c.alert_id, c.received_at, c.queued_at, c.reminders
FROM alert_clocks c JOIN alerts a ON a.id = c.alert_id
WHERE c.family_id = $1 AND a.for_guardian = TRUE
ORDER BY c.alert_id
