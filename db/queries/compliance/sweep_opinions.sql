DELETE FROM guardian_opinions
WHERE id IN (
    SELECT id FROM guardian_opinions WHERE given_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY given_at LIMIT 500)
