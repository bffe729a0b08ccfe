DELETE FROM retention_runs WHERE id IN (SELECT id FROM retention_runs WHERE began_at < $1 ORDER BY began_at LIMIT 500)
