-- Guardians of a family, who may live in different homes and belong to other families as well. Trusted adults are not among them.
SELECT g.id, m.family_id, g.email, g.email_key, g.password_hash, g.language, g.email_verified_at, g.created_at, m.visibility
FROM memberships m JOIN guardians g ON g.id = m.guardian_id
WHERE m.family_id = $1 AND m.role = 'guardian' ORDER BY m.is_first DESC, m.joined_at, g.id
