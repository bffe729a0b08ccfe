UPDATE families
SET country = $2, language = $3, time_zone = $4, alert_emails = $5, region = $6
WHERE id = $1
