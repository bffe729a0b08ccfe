SELECT g.id, g.email, g.email_key, g.email_verified_at, g.language, m.role, m.visibility, m.alerts, m.is_first, m.joined_at
FROM memberships m JOIN guardians g ON g.id = m.guardian_id
WHERE m.family_id = $1 ORDER BY m.is_first DESC, m.joined_at, g.id
