UPDATE turns
SET finished_at = $2, finish_reason = $3, mood = coalesce(mood, $4), record = $5, prompt_tokens = $6, completion_tokens = $7
WHERE id = $1 AND finished_at IS NULL
RETURNING id
