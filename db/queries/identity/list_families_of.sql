-- The families of an account: what they are called by is the address of who holds the family's account.
SELECT m.family_id, m.role, o.email
FROM memberships m
JOIN memberships f ON f.family_id = m.family_id AND f.is_first
JOIN guardians o ON o.id = f.guardian_id
WHERE m.guardian_id = $1 ORDER BY m.joined_at, m.family_id
