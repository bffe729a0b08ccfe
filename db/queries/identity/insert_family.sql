INSERT INTO families (id, country, language, time_zone, alert_emails, created_at)
VALUES ($1, $2, $3, $4, $5, $6)
