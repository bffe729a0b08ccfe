-- Older wishes of a family that is gone keep their evidence, without the family.
UPDATE erasures SET family_id = NULL, child_id = NULL, tell = NULL
WHERE family_id = $1 AND state IN ('done', 'undone')
