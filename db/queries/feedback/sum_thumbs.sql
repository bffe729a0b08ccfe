SELECT advisor, voice, thumb, CAST(sum(thumbs) AS BIGINT)
FROM thumb_counts
WHERE month >= $1
GROUP BY advisor, voice, thumb
ORDER BY advisor, voice, thumb
