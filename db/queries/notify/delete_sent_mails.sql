DELETE FROM mails WHERE coalesce(sent_at, failed_at) < $1
