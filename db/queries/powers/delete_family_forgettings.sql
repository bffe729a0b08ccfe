DELETE FROM forgotten_talk WHERE family_id = $1
