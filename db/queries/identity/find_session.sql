-- A grown-up who does not belong to the family any more has no session in it.
SELECT s.id, s.token_hash, s.kind, s.family_id, s.guardian_id, s.child_id, s.device_id, s.staff_id, s.created_at, s.last_seen_at,
       s.expires_at, s.idle_expires_at, m.role
FROM sessions s LEFT JOIN memberships m ON m.family_id = s.family_id AND m.guardian_id = s.guardian_id
WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.idle_expires_at > $2 AND (s.kind <> 'guardian' OR m.role IS NOT NULL)
