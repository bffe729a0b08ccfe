SELECT day, role, vendor, model,
       COUNT(*),
       COUNT(DISTINCT CASE WHEN family_id <> '' THEN family_id END),
       CAST(SUM(input_tokens) AS BIGINT),
       CAST(SUM(cached_tokens) AS BIGINT),
       CAST(SUM(cache_write_tokens) AS BIGINT),
       CAST(SUM(output_tokens) AS BIGINT),
       CAST(SUM(cost) AS BIGINT),
       CAST(SUM(saved_by_cache) AS BIGINT),
       CAST(SUM(CASE WHEN state = 'held' THEN worst_case ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN state = 'lost' THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN is_estimated THEN 1 ELSE 0 END) AS BIGINT),
       CAST(SUM(CASE WHEN is_priced THEN 0 ELSE 1 END) AS BIGINT)
FROM model_calls
WHERE day >= $1 AND state <> 'released'
GROUP BY day, role, vendor, model
ORDER BY day, role, vendor, model
