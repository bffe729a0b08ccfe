UPDATE mails SET failed_at = $2, sealed = NULL WHERE id = $1
