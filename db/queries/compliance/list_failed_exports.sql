SELECT id, family_id, state, asked_at, expires_at, parts, parts_done, bytes
FROM exports WHERE state = 'failed' ORDER BY asked_at, id LIMIT 200
