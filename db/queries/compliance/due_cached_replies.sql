SELECT count(*), min(x.expires_at), CAST(0 AS BIGINT) FROM cached_replies x WHERE x.expires_at <= $1
