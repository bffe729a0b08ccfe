SELECT count(*), min(x.reserved_at), CAST(0 AS BIGINT) FROM model_calls x WHERE x.reserved_at < $1 AND x.state <> 'held'
