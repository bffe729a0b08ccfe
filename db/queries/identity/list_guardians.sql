SELECT id, family_id, email, email_key, password_hash, language, email_verified_at, created_at
FROM guardians WHERE family_id = $1 ORDER BY created_at, id
