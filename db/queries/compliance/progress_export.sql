UPDATE exports SET parts_done = $2, bytes = $3 WHERE id = $1 AND state = 'waiting'
