-- From the state $2 only: what a call counted for before decides what is booked.
UPDATE model_calls SET state = $3, ended_at = $4, cost = $5, saved_by_cache = $6, input_tokens = $7, cached_tokens = $8,
                       cache_write_tokens = $9, output_tokens = $10, is_estimated = $11
WHERE id = $1 AND state = $2
RETURNING family_id, family_day, day, worst_case
