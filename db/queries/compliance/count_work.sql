-- Archives and wishes to be forgotten, by state.
SELECT 'export', state, count(*), min(asked_at) FROM exports GROUP BY state
UNION ALL
SELECT 'erasure', state, count(*), min(due_at) FROM erasures WHERE state IN ('waiting', 'erasing') GROUP BY state
UNION ALL
SELECT 'processor', processor, count(*), min(recorded_at) FROM processor_requests WHERE settled_at IS NULL GROUP BY processor
ORDER BY 1, 2
