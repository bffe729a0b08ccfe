DELETE FROM erasures WHERE id IN (SELECT id FROM erasures WHERE ended_at < $1 ORDER BY ended_at LIMIT 500)
