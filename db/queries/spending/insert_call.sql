INSERT INTO model_calls (id, family_id, role, vendor, model, state, is_priced, is_estimated, family_day, day, reserved_at, expires_at,
                         worst_case, cost, saved_by_cache, input_tokens, cached_tokens, cache_write_tokens, output_tokens)
VALUES ($1, $2, $3, $4, $5, 'held', $6, FALSE, $7, $8, $9, $10, $11, 0, 0, 0, 0, 0, 0)
