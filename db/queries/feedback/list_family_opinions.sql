SELECT id, guardian_id, question, given_at, opinion FROM guardian_opinions WHERE family_id = $1 ORDER BY given_at, id
