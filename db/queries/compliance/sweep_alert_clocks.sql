-- After alerts: what was kept of those that are gone.
DELETE FROM alert_clocks
WHERE NOT EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_clocks.alert_id)
