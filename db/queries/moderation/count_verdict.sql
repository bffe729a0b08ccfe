-- $3 is 1 for a verdict given and -1 for one taken back.
INSERT INTO alert_verdicts (category, verdict, alerts) VALUES ($1, $2, $3)
ON CONFLICT (category, verdict) DO UPDATE SET alerts = alert_verdicts.alerts + excluded.alerts
