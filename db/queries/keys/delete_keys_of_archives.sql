DELETE FROM own_keys WHERE family_id = $1 AND kind = 'archive'
