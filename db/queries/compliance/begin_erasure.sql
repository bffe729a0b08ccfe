-- $1 id, $2 now. The last look before what cannot be undone. No row: undone, too early, or under a legal hold.
UPDATE erasures SET state = 'erasing'
WHERE id = $1 AND state = 'waiting' AND due_at <= $2 AND family_id NOT IN (SELECT family_id FROM legal_holds)
RETURNING id
