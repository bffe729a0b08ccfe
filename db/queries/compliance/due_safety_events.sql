-- How many are old enough, the oldest of them, and how many a legal hold keeps.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(x.occurred_at) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM safety_events x LEFT JOIN turns t ON t.id = x.turn_id LEFT JOIN legal_holds h ON h.family_id = t.family_id
WHERE x.occurred_at < $1
