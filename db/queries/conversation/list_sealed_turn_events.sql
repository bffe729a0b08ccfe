-- $1 family, $2 child, $3 the last turn of the page before: fifty turns with all their events.
SELECT turn_id || '/' || CAST(number AS TEXT), turn_id, payload FROM turn_events
WHERE turn_id IN (
    SELECT id FROM turns WHERE family_id = $1 AND child_id = $2 AND id > $3 ORDER BY id LIMIT 50)
ORDER BY turn_id, number
