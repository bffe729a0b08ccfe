UPDATE incidents SET families = $2, authority = $3, persons = $4, closed_at = $5 WHERE id = $1 AND closed_at IS NULL
RETURNING id
