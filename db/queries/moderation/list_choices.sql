SELECT kind, choice FROM alert_preferences WHERE guardian_id = $1 ORDER BY kind
