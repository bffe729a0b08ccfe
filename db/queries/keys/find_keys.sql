SELECT family_key, protected_key FROM family_keys WHERE family_id = $1
