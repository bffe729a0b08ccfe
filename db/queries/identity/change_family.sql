UPDATE families
SET country = $2, language = $3, time_zone = $4, allow_third_party = $5, alert_emails = $6
WHERE id = $1
