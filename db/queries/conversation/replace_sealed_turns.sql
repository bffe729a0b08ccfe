-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE turns SET message = $7, assessment = $8, mood = $9, record = $10
WHERE id = $1 AND id = $2 AND message IS NOT DISTINCT FROM $3 AND assessment IS NOT DISTINCT FROM $4 AND mood IS NOT DISTINCT FROM $5 AND record IS NOT DISTINCT FROM $6
