DELETE FROM alerts
WHERE id IN (
    SELECT id FROM alerts WHERE raised_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY raised_at LIMIT 500)
