SELECT id, family_id, question, given_at, opinion FROM guardian_opinions ORDER BY given_at DESC, id LIMIT $1
