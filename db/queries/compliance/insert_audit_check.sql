INSERT INTO audit_checks (checked_at, entries, anchors, fault_at, fault) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (checked_at) DO NOTHING
