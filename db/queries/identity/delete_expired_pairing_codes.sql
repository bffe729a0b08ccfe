DELETE FROM pairing_codes WHERE expires_at <= $1
