-- They are kept for addresses, not for families: no legal hold keeps them.
SELECT count(*), min(noted_at), 0 FROM mail_problems WHERE noted_at < $1
