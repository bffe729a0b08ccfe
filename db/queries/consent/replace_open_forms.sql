UPDATE consent_forms SET state = 'replaced' WHERE family_id = $1 AND state = 'open'
