SELECT code_hash, family_id, child_id, created_at, expires_at FROM pairing_codes WHERE code_hash = $1 AND expires_at > $2
