UPDATE children
SET nickname = $2, interests = $3, avatar = $4, language = $5, country = $6, pin_hash = $7
WHERE id = $1
