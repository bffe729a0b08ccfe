UPDATE consent_forms SET state = 'sent', file_type = $2, file_hash = $3, sent_at = $4 WHERE id = $1 AND state = 'open' RETURNING id
