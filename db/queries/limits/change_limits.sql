-- No row: they were changed since version $3 was read.
UPDATE child_limits SET version = version + 1, changed_at = $4, rules = $5
WHERE child_id = $1 AND family_id = $2 AND version = $3
RETURNING version, seen_version
