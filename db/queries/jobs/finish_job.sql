DELETE FROM jobs WHERE id = $1 AND lock_token = $2
