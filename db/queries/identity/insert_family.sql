INSERT INTO families (id, country, language, time_zone, allow_third_party, alert_emails, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
