-- The account opens another of its families from now on. No row: it has none.
UPDATE guardians SET family_id = (SELECT min(m.family_id) FROM memberships m WHERE m.guardian_id = guardians.id)
WHERE id = $1 AND EXISTS (SELECT 1 FROM memberships m WHERE m.guardian_id = guardians.id)
RETURNING id
