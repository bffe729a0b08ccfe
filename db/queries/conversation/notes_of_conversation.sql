-- Of turns that were answered, and of which a guardian may know: a crisis, a refusal and a protected turn leave no note.
SELECT id, number, mood, record, started_at FROM turns
WHERE conversation_id = $1 AND number > $2 AND NOT is_protected AND finish_reason = 'answered'
ORDER BY number
