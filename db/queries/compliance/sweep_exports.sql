DELETE FROM exports WHERE id IN (SELECT id FROM exports WHERE expires_at < $1 ORDER BY expires_at LIMIT 5)
