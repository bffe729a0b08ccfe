-- Those that guardians asked for: a family's archive goes to guardians.
SELECT a.child_id, CAST(max(a.occurred_at) AS BIGINT) FROM audit_entries a
JOIN forgotten_talk f ON f.family_id = a.family_id AND f.child_id = a.child_id
WHERE a.family_id = $1 AND a.action = 'memory.forgotten' AND a.actor_kind = 'guardian'
GROUP BY a.child_id ORDER BY a.child_id
