UPDATE audit_head SET hash = $1 WHERE id = 1
