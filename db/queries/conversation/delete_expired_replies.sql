DELETE FROM cached_replies WHERE expires_at <= $1
