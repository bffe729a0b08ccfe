SELECT sealed FROM consent_form_pieces WHERE form_id = $1 ORDER BY number
