SELECT id, family_id, child_id, token_hash, name, paired_at, last_seen_at
FROM devices WHERE child_id = $1 ORDER BY paired_at DESC, id DESC
