SELECT checked_at, entries, anchors, fault_at, fault FROM audit_checks ORDER BY checked_at DESC LIMIT 1
