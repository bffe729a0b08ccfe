SELECT id, subject, scope, family_id, child_id, state, asked_at, due_at, ended_at, counts, tell, receipt
FROM erasures WHERE id = $1
