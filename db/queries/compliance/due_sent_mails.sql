SELECT count(*), min(coalesce(x.sent_at, x.failed_at)), CAST(0 AS BIGINT) FROM mails x WHERE coalesce(x.sent_at, x.failed_at) < $1
