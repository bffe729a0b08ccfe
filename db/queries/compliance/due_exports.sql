SELECT count(*), min(x.expires_at), CAST(0 AS BIGINT) FROM exports x WHERE x.expires_at < $1
