-- Of the children of a family.
SELECT owner_id, own_key, protected_key FROM own_keys
WHERE family_id = $1 AND kind = 'child' AND destroyed_at IS NULL
ORDER BY owner_id
