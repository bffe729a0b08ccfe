-- How families stand to each use, by what decides: the last entry about it. Numbers of families, none of them named.
SELECT c.purpose, c.processor, c.event, c.method, c.terms, count(*)
FROM consents c
WHERE c.number = (
    SELECT max(l.number) FROM consents l
    WHERE l.family_id = c.family_id AND l.purpose = c.purpose AND l.processor = c.processor)
GROUP BY c.purpose, c.processor, c.event, c.method, c.terms
ORDER BY c.purpose, c.processor, c.event, c.method, c.terms
