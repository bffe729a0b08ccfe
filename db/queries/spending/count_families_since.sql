SELECT COUNT(DISTINCT family_id) FROM model_calls WHERE day >= $1 AND state <> 'released' AND family_id <> ''
