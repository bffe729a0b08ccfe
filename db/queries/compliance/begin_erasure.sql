-- $1 id, $2 now. The last look before what cannot be undone. No row: undone, too early, under a legal hold, or guardians dispute.
UPDATE erasures SET state = 'erasing'
WHERE id = $1 AND state = 'waiting' AND due_at <= $2 AND family_id NOT IN (SELECT family_id FROM legal_holds)
  AND family_id NOT IN (SELECT family_id FROM disputes WHERE resolved_at IS NULL)
RETURNING id
