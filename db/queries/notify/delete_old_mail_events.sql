DELETE FROM mail_events WHERE received_at < $1
