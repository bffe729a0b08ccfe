INSERT INTO mail_events (id, received_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id
