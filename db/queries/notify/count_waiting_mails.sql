SELECT count(*), min(created_at) FROM mails WHERE sealed IS NOT NULL
