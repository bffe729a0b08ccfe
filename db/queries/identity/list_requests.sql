SELECT id, kind, asked_by, about, asked_at, due_at, state FROM family_requests
WHERE family_id = $1 AND state IN ('open', 'disputed') ORDER BY asked_at, id
