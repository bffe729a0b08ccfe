SELECT choice FROM alert_preferences WHERE guardian_id = $1 AND kind = $2
