SELECT family_id, guardian_id, kind, version, binding, answer, answered_at
FROM document_answers WHERE family_id = $1 ORDER BY number
