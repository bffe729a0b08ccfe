SELECT id, email, email_key, password_hash, role, created_at FROM staff WHERE disabled_at IS NULL ORDER BY created_at, id
