DELETE FROM pairing_codes WHERE child_id = $1 OR expires_at <= $2
