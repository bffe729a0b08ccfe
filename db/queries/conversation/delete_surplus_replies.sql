-- The oldest, beyond the $1 newest. A hundred at a time are enough: each new reply asks for it.
DELETE FROM cached_replies WHERE name IN (
    SELECT name FROM cached_replies ORDER BY expires_at DESC, name LIMIT 100 OFFSET $1
)
