SELECT count(*), min(x.began_at), CAST(0 AS BIGINT) FROM retention_runs x WHERE x.began_at < $1
