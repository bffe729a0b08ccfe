SELECT subject, erasure_id, scope, done_at, receipt FROM erasure_ledger WHERE subject = $1
