-- Takes the next number, unless another turn took it since the caller looked: then no row.
UPDATE conversations
SET turns = turns + 1, last_turn_at = $5, risk_state = $6, crisis_state = $7
WHERE id = $1 AND family_id = $2 AND child_id = $3 AND turns = $4
RETURNING turns
