SELECT step, said_at, words, number FROM rights_messages WHERE request_id = $1 ORDER BY number
