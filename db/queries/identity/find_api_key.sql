SELECT id, key_hash, name, scopes, created_at FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL
