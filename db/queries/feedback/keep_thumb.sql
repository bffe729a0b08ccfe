INSERT INTO thumbs (turn_id, family_id, child_id, given_at, is_hidden, report, opinion)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (turn_id) DO UPDATE
SET given_at = excluded.given_at, report = excluded.report, opinion = excluded.opinion, decided_by = NULL, decided_at = NULL
