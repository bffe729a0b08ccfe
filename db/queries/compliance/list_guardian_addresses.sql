SELECT g.email, g.language FROM memberships m JOIN guardians g ON g.id = m.guardian_id
WHERE m.family_id = $1 AND m.role = 'guardian' AND g.email_verified_at IS NOT NULL ORDER BY m.joined_at, g.id
