-- When a guardian last let Buddy forget. No row: never; what the child did itself is told to nobody.
SELECT a.occurred_at FROM audit_entries a
JOIN forgotten_talk f ON f.family_id = a.family_id AND f.child_id = a.child_id
WHERE a.family_id = $1 AND a.child_id = $2 AND a.action = 'memory.forgotten' AND a.actor_kind = 'guardian'
ORDER BY a.number DESC LIMIT 1
