-- For the archive, which every guardian of the family can take along: that one answered, not what it said.
SELECT guardian_id, question, given_at FROM guardian_opinions WHERE family_id = $1 ORDER BY given_at, id
