-- Before a family goes: accounts that belong to another family as well live on there.
UPDATE guardians SET family_id = (SELECT min(m.family_id) FROM memberships m WHERE m.guardian_id = guardians.id AND m.family_id <> $1)
WHERE family_id = $1 AND EXISTS (SELECT 1 FROM memberships m WHERE m.guardian_id = guardians.id AND m.family_id <> $1)
