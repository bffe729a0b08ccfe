DELETE FROM looks
WHERE id IN (
    SELECT id FROM looks WHERE looked_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY looked_at LIMIT 500)
