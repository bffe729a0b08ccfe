-- How many are old enough, the oldest of them, and how many a legal hold keeps.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(x.given_at) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM guardian_opinions x LEFT JOIN legal_holds h ON h.family_id = x.family_id
WHERE x.given_at < $1
