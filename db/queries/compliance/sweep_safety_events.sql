DELETE FROM safety_events
WHERE id IN (
    SELECT x.id FROM safety_events x LEFT JOIN turns t ON t.id = x.turn_id
    WHERE x.occurred_at < $1 AND (t.family_id IS NULL OR t.family_id NOT IN (SELECT family_id FROM legal_holds))
    ORDER BY x.occurred_at LIMIT 500)
