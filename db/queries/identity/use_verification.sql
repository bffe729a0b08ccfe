DELETE FROM email_verifications WHERE token_hash = $1 AND expires_at > $2 RETURNING guardian_id
