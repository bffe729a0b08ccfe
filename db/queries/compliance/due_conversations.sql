-- How many are old enough, the oldest of them, and how many a legal hold keeps.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(coalesce(x.last_turn_at, x.started_at)) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM conversations x LEFT JOIN legal_holds h ON h.family_id = x.family_id
WHERE coalesce(x.last_turn_at, x.started_at) < $1
