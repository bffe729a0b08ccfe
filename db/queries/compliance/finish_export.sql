UPDATE exports SET state = $2, bytes = $3, parts_done = parts WHERE id = $1 AND state = 'waiting'
RETURNING family_id, guardian_id
