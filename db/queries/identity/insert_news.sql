INSERT INTO grown_up_news (id, family_id, guardian_id, role, news, happened_at) VALUES ($1, $2, $3, $4, $5, $6)
