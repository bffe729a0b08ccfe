SELECT b.id
FROM turns t JOIN turns b ON b.conversation_id = t.conversation_id AND b.number < t.number
WHERE t.family_id = $1 AND t.child_id = $2 AND t.id = $3 AND b.finished_at IS NOT NULL
ORDER BY b.number DESC LIMIT 1
