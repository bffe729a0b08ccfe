SELECT m.joined_at, s.question, s.shown_at, s.settled_at, s.ended
FROM memberships m LEFT JOIN surveys s ON s.guardian_id = m.guardian_id
WHERE m.guardian_id = $1 AND m.family_id = $2 AND m.role = 'guardian'
