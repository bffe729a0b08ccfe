SELECT CAST(coalesce(sum(s.removed), 0) AS BIGINT)
FROM retention_runs r LEFT JOIN retention_sweeps s ON s.run_id = r.id
WHERE r.id = $1 AND r.is_dry = FALSE
