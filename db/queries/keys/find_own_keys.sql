SELECT own_key, protected_key FROM own_keys WHERE owner_id = $1 AND family_id = $2 AND kind = $3
