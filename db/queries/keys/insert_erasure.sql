INSERT INTO erasure_ledger (subject, erasure_id, scope, done_at, receipt) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (subject) DO NOTHING
