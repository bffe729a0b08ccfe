-- With the family's own. Archives are of one use, and leave no row.
UPDATE own_keys SET own_key = NULL, protected_key = NULL, destroyed_at = coalesce(destroyed_at, $2)
WHERE family_id = $1 AND kind = 'child'
