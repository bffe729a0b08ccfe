-- The times alone, also of protected turns: they tell when a child is due a reminder, and nobody else sees them.
SELECT started_at FROM turns
WHERE child_id = $1 AND family_id = $2
  AND started_at > (SELECT max(started_at) FROM turns WHERE child_id = $1 AND family_id = $2) - $3
ORDER BY started_at
