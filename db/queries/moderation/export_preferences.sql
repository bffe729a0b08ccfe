SELECT guardian_id, kind, choice, changed_at FROM alert_preferences WHERE family_id = $1 ORDER BY guardian_id, kind
