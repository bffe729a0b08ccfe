INSERT INTO recovery_codes (account_id, code_hash) VALUES ($1, $2)
