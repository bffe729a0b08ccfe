DELETE FROM cached_replies WHERE name = $1
