SELECT child_id, forgotten_at FROM forgotten_talk WHERE family_id = $1 ORDER BY child_id
