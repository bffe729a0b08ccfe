DELETE FROM pairing_codes WHERE code_hash = $1 AND expires_at > $2 RETURNING code_hash
