SELECT forgotten_at FROM forgotten_talk WHERE family_id = $1 AND child_id = $2
