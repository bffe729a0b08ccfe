SELECT number, name, payload FROM turn_events WHERE turn_id = $1 AND number > $2 ORDER BY number
