SELECT reply FROM cached_replies WHERE name = $1 AND expires_at > $2
