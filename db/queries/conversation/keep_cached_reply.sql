INSERT INTO cached_replies (name, reply, expires_at) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET reply = excluded.reply, expires_at = excluded.expires_at
