-- A complaint stays one, whatever comes back later.
INSERT INTO mail_problems (address_hash, problem, noted_at) VALUES ($1, $2, $3)
ON CONFLICT (address_hash) DO UPDATE SET
    problem = CASE WHEN mail_problems.problem = 'complained' THEN 'complained' ELSE excluded.problem END,
    noted_at = excluded.noted_at
