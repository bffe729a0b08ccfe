UPDATE model_calls SET state = 'lost', ended_at = $2, cost = worst_case
WHERE id = $1 AND state = 'held' AND expires_at <= $2
RETURNING family_id, family_day, day, worst_case
