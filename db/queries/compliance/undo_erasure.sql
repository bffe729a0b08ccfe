-- $1 id, $2 family, $3 now
UPDATE erasures SET state = 'undone', ended_at = $3, tell = NULL
WHERE id = $1 AND family_id = $2 AND state = 'waiting'
RETURNING id
