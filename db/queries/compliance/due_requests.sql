-- How many are old enough, the oldest of them, and how many a legal hold keeps.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(x.closed_at) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM rights_requests x LEFT JOIN legal_holds h ON h.family_id = x.family_id
WHERE x.closed_at < $1
