DELETE FROM incidents WHERE id IN (SELECT id FROM incidents WHERE closed_at < $1 ORDER BY closed_at LIMIT 500)
