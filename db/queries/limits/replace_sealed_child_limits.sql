-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE child_limits SET rules = $4
WHERE child_id = $1 AND child_id = $2 AND rules IS NOT DISTINCT FROM $3
