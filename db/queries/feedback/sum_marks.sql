SELECT question, mark, CAST(sum(marks) AS BIGINT)
FROM mark_counts
WHERE month >= $1
GROUP BY question, mark
ORDER BY question, mark
