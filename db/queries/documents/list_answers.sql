SELECT family_id, guardian_id, kind, version, binding, answer, answered_at
FROM document_answers WHERE guardian_id = $1 ORDER BY answered_at, family_id, number
