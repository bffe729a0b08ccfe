DELETE FROM safety_events WHERE turn_id IN (SELECT id FROM turns WHERE child_id = $2 AND family_id = $1)
