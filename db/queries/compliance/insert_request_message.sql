INSERT INTO rights_messages (request_id, number, step, said_at, words)
SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM rights_messages WHERE request_id = $1
RETURNING number
