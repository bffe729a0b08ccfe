UPDATE invitations SET token_hash = $3, sent_at = $4, expires_at = $5 WHERE family_id = $1 AND id = $2
