INSERT INTO retention_sweeps (run_id, data_class, cutoff, oldest, removed, held)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (run_id, data_class) DO UPDATE SET removed = retention_sweeps.removed + excluded.removed
