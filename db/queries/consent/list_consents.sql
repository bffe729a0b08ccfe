SELECT family_id, number, guardian_id, purpose, processor, event, method, notice_version, terms, evidence, undo_hash, recorded_at
FROM consents WHERE family_id = $1 ORDER BY number
