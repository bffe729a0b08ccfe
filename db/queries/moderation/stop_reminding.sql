UPDATE alert_clocks SET next_reminder_at = NULL WHERE alert_id = $1
