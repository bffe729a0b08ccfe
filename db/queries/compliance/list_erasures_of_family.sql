SELECT id, subject, scope, family_id, child_id, state, asked_at, due_at, ended_at, counts, tell, receipt
FROM erasures WHERE family_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 50
