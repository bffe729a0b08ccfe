SELECT turn_id, family_id, child_id, given_at, is_hidden, opinion
FROM thumbs
WHERE report = 'open'
ORDER BY given_at
LIMIT $1
