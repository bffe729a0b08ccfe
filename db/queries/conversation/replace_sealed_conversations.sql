-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE conversations SET topic = $7, risk_state = $8, guided_state = $9, crisis_state = $10
WHERE id = $1 AND id = $2 AND topic IS NOT DISTINCT FROM $3 AND risk_state IS NOT DISTINCT FROM $4 AND guided_state IS NOT DISTINCT FROM $5 AND crisis_state IS NOT DISTINCT FROM $6
