SELECT secret, last_step, created_at, confirmed_at FROM second_factors WHERE account_id = $1
