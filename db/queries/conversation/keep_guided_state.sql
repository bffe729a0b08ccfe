UPDATE conversations SET guided_state = $2 WHERE id = $1
