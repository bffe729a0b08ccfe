INSERT INTO guardian_opinions (id, family_id, guardian_id, question, given_at, opinion) VALUES ($1, $2, $3, $4, $5, $6)
