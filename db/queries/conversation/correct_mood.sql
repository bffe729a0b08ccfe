UPDATE turns SET mood = $2 WHERE id = $1
