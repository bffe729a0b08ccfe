SELECT family_id, number, guardian_id, purpose, processor, event, method, notice_version, terms, evidence, undo_hash, recorded_at
FROM consents WHERE undo_hash = $1 ORDER BY number
