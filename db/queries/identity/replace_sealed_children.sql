-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE children SET nickname = $5, interests = $6
WHERE id = $1 AND id = $2 AND nickname IS NOT DISTINCT FROM $3 AND interests IS NOT DISTINCT FROM $4
