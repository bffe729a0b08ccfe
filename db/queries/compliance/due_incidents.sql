SELECT count(*), min(x.closed_at), CAST(0 AS BIGINT) FROM incidents x WHERE x.closed_at < $1
