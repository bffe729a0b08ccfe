INSERT INTO retention_runs (id, began_at, is_dry) VALUES ($1, $2, $3)
