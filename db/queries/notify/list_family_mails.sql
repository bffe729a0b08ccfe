SELECT kind, created_at, sent_at FROM mails WHERE family_id = $1 ORDER BY created_at, id
