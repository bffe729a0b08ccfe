DELETE FROM consent_form_pieces WHERE form_id = $1
