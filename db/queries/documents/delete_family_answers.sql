DELETE FROM document_answers WHERE family_id = $1
