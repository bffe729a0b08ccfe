DELETE FROM mail_problems WHERE noted_at < $1
