-- $1 row, $2 its turn, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE turn_events SET payload = $4
WHERE turn_id = $2 AND turn_id || '/' || CAST(number AS TEXT) = $1 AND payload IS NOT DISTINCT FROM $3
