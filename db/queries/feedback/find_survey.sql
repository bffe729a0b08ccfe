SELECT g.created_at, s.question, s.shown_at, s.settled_at, s.ended
FROM guardians g LEFT JOIN surveys s ON s.guardian_id = g.id
WHERE g.id = $1 AND g.family_id = $2
