SELECT count(*), min(x.ended_at), CAST(0 AS BIGINT) FROM erasures x WHERE x.ended_at < $1
