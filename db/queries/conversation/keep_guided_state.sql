UPDATE conversations SET guided_state = $2, guided_since = $3 WHERE id = $1
