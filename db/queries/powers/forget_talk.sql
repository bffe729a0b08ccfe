-- Never back: what was forgotten stays so.
INSERT INTO forgotten_talk (child_id, family_id, forgotten_at) VALUES ($1, $2, $3)
ON CONFLICT (child_id) DO UPDATE SET forgotten_at = excluded.forgotten_at
WHERE forgotten_talk.forgotten_at < excluded.forgotten_at
