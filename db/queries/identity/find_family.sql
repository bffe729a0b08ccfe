SELECT id, country, language, time_zone, alert_emails, created_at, region FROM families WHERE id = $1
