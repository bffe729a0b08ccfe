SELECT subject, erasure_id, scope, done_at, receipt FROM erasure_ledger ORDER BY done_at, subject
