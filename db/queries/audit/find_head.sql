SELECT number, hash FROM audit_head WHERE id = 1
