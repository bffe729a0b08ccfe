SELECT kind, CAST(sum(shown) AS BIGINT) FROM referral_counts WHERE month LIKE $1 || '-%' GROUP BY kind ORDER BY kind
