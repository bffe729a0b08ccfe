-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE devices SET name = $4
WHERE id = $1 AND id = $2 AND name IS NOT DISTINCT FROM $3
