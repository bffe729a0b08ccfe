SELECT h.turn_id, h.is_hidden, h.opinion
FROM thumbs h JOIN turns t ON t.id = h.turn_id
WHERE h.family_id = $1 AND h.child_id = $2 AND t.conversation_id = $3
ORDER BY t.number
