DELETE FROM alert_preferences WHERE family_id = $1
