SELECT email, language FROM guardians WHERE family_id = $1 AND email_verified_at IS NOT NULL ORDER BY created_at, id
