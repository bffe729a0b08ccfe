-- Moves it on, if it still is where the mover saw it, and is not closed: a question may follow a question.
UPDATE rights_requests SET state = $3, due_at = $4, extended_at = $5, closed_at = $6, urgency = $7
WHERE id = $1 AND state = $2 AND closed_at IS NULL
RETURNING id
