-- Never back, and never ahead of what there is.
UPDATE child_limits SET seen_version = $3
WHERE child_id = $1 AND family_id = $2 AND seen_version < $3 AND version >= $3
