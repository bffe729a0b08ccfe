INSERT INTO thumb_counts (month, advisor, voice, thumb, thumbs)
VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (month, advisor, voice, thumb) DO UPDATE SET thumbs = thumb_counts.thumbs + 1
