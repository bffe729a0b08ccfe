SELECT kind, sealed, created_at FROM mails WHERE id = $1 AND sealed IS NOT NULL
