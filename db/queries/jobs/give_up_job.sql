UPDATE jobs SET gave_up_at = $3, locked_until = 0, lock_token = ''
WHERE id = $1 AND lock_token = $2
