UPDATE erasures SET counts = $2 WHERE id = $1
