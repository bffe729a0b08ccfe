UPDATE mails SET sent_at = $2, sealed = NULL WHERE id = $1
