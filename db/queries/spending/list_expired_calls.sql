SELECT id FROM model_calls WHERE state = 'held' AND expires_at <= $1 ORDER BY expires_at LIMIT 100
