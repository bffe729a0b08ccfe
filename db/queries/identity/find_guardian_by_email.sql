SELECT id, family_id, email, email_key, password_hash, language, email_verified_at, created_at, 'transcript'
FROM guardians WHERE email_key = $1
