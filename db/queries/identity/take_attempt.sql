-- $1 subject, $2 now, $3 failures before this are forgotten. No row: the subject is shut.
INSERT INTO attempts (subject, failures, last_at, blocked_until)
VALUES ($1, 1, $2, 0)
ON CONFLICT (subject) DO UPDATE
SET failures = CASE WHEN attempts.last_at < $3 THEN 1 ELSE attempts.failures + 1 END, last_at = excluded.last_at
WHERE attempts.blocked_until <= $2
RETURNING failures
