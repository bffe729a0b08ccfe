DELETE FROM families WHERE id = $1
