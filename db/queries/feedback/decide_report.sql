UPDATE thumbs SET report = $2, decided_by = $3, decided_at = $4 WHERE turn_id = $1 AND report = 'open' RETURNING turn_id
