-- For guardians: a protected turn is as if it had never been.
SELECT id, started_at, mood
FROM turns
WHERE family_id = $1 AND child_id = $2 AND started_at >= $3 AND started_at < $4 AND is_protected = FALSE
ORDER BY started_at, id
