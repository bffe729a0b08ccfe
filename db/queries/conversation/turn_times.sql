-- How long a child talked today, as its family may know it: no protected turn, and none that a limit had closed.
SELECT started_at FROM turns
WHERE child_id = $1 AND family_id = $2 AND started_at >= $3 AND is_protected = FALSE
  AND (finish_reason IS NULL OR (finish_reason <> 'quiet_hours' AND finish_reason <> 'over_time'))
ORDER BY started_at
