-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE trajectories SET course = $5, guard = $6
WHERE child_id = $1 AND child_id = $2 AND course IS NOT DISTINCT FROM $3 AND guard IS NOT DISTINCT FROM $4
