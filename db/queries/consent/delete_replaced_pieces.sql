DELETE FROM consent_form_pieces
WHERE form_id IN (SELECT id FROM consent_forms WHERE family_id = $1 AND state = 'replaced')
