SELECT forgotten_at FROM forgotten_talk WHERE child_id = $1 AND family_id = $2
