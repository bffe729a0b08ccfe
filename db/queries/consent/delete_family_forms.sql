DELETE FROM consent_forms WHERE family_id = $1
