-- Erasures that should have been carried out before $1: one fails again and again, or a legal hold keeps it.
SELECT id, subject, scope, family_id, child_id, state, asked_at, due_at, ended_at, counts, tell, receipt
FROM erasures WHERE state IN ('waiting', 'erasing') AND due_at < $1 ORDER BY due_at, id LIMIT 200
