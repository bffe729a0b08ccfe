DELETE FROM rights_requests
WHERE id IN (
    SELECT id FROM rights_requests WHERE closed_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY closed_at LIMIT 500)
