INSERT INTO surveys (guardian_id, family_id, question, shown_at, ended)
VALUES ($1, $2, $3, $4, FALSE)
ON CONFLICT (guardian_id) DO UPDATE
SET question = excluded.question, shown_at = excluded.shown_at, settled_at = NULL
