SELECT id, kind, sealed, created_at FROM mails WHERE sealed IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT $1
