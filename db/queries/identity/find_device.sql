SELECT id, family_id, child_id, token_hash, name, paired_at, last_seen_at FROM devices WHERE token_hash = $1
