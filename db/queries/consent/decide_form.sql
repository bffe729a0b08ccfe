UPDATE consent_forms SET state = $2, reason = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND state = 'sent' RETURNING id
