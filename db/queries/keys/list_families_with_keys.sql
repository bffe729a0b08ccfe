SELECT family_id FROM family_keys WHERE family_id > $1 AND destroyed_at IS NULL ORDER BY family_id LIMIT 1000
