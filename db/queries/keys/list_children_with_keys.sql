SELECT owner_id, family_id FROM own_keys
WHERE owner_id > $1 AND kind = 'child' AND destroyed_at IS NULL
ORDER BY owner_id LIMIT 1000
