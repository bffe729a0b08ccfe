DELETE FROM safety_events
WHERE turn_id IN (SELECT t.id FROM turns t JOIN conversations c ON c.id = t.conversation_id WHERE c.family_id = $1)
