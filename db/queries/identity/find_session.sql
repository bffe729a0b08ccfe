SELECT id, token_hash, kind, family_id, guardian_id, child_id, device_id, staff_id, created_at, last_seen_at, expires_at, idle_expires_at
FROM sessions WHERE token_hash = $1 AND expires_at > $2 AND idle_expires_at > $2
