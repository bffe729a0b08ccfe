-- No row: somebody else was first.
INSERT INTO child_limits (child_id, family_id, version, seen_version, changed_at, rules)
VALUES ($1, $2, 1, 0, $3, $4)
ON CONFLICT (child_id) DO NOTHING
RETURNING version, seen_version
