DELETE FROM guardians WHERE id = $1
