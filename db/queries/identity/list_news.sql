-- Of who has left for good no address is kept.
SELECT n.role, n.news, n.happened_at, g.email
FROM grown_up_news n
LEFT JOIN memberships m ON m.family_id = n.family_id AND m.guardian_id = n.guardian_id
LEFT JOIN guardians g ON g.id = m.guardian_id
WHERE n.family_id = $1 AND n.happened_at > $2 ORDER BY n.happened_at DESC, n.id DESC LIMIT 20
