DELETE FROM attempts WHERE last_at < $1 AND blocked_until <= $2
