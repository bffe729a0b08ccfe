-- Of one year ($1 is its number), a place and all within it ($2 is the place, $3 the same with a hyphen and %).
SELECT kind, CAST(sum(shown) AS BIGINT) FROM referral_counts
WHERE month LIKE $1 || '-%' AND (place = $2 OR place LIKE $3)
GROUP BY kind ORDER BY kind
