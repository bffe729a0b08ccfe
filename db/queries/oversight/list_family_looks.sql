SELECT child_id, guardian_id, level, looked_at FROM looks WHERE family_id = $1 ORDER BY looked_at, id
