-- For guardians only: an alert about a protected turn is not among them.
SELECT a.id, a.child_id, a.raised_at, a.facts, a.acknowledged_at, a.verdict,
       c.received_at, c.queued_at, c.reminders, c.next_reminder_at,
       (SELECT min(s.seen_at) FROM alert_sightings s WHERE s.alert_id = a.id)
FROM alerts a LEFT JOIN alert_clocks c ON c.alert_id = a.id
WHERE a.family_id = $1 AND a.for_guardian = TRUE
ORDER BY CASE WHEN a.acknowledged_at IS NULL THEN 0 ELSE 1 END, a.raised_at DESC, a.id DESC
LIMIT 200
