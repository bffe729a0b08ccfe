UPDATE thumb_counts SET thumbs = thumbs - 1
WHERE month = $1 AND advisor = $2 AND voice = $3 AND thumb = $4 AND thumbs > 0
