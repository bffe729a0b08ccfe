-- Trusted adults with an account who hear of alerts. $2: whether it is a grave one.
SELECT g.email, g.language FROM memberships m JOIN guardians g ON g.id = m.guardian_id
WHERE m.family_id = $1 AND m.role = 'trusted_adult' AND g.email_verified_at IS NOT NULL AND (m.alerts = 'all' OR $2)
ORDER BY m.joined_at, g.id
