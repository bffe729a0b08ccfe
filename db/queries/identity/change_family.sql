UPDATE families
SET country = $2, language = $3, time_zone = $4, alert_emails = $5
WHERE id = $1
