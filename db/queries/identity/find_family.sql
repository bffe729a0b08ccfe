SELECT id, country, language, time_zone, allow_third_party, alert_emails, created_at FROM families WHERE id = $1
