SELECT id, family_id, state, asked_at, expires_at, parts, parts_done, bytes FROM exports WHERE family_id = $1 AND expires_at > $2 ORDER BY asked_at DESC, id DESC LIMIT 20
