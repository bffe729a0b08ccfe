-- How long a child talked today, as its family may know it: no protected turn nor what follows it, and none that a limit had closed.
SELECT t.started_at FROM turns t
WHERE t.child_id = $1 AND t.family_id = $2 AND t.started_at >= $3 AND t.is_protected = FALSE
  AND (t.finish_reason IS NULL OR (t.finish_reason <> 'quiet_hours' AND t.finish_reason <> 'over_time'))
  AND NOT EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  )
ORDER BY t.started_at
