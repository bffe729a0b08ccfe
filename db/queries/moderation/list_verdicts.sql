SELECT category, verdict, alerts FROM alert_verdicts ORDER BY category, verdict
