SELECT id, family_id, guardian_id, code, uses, notice_version, state, file_type, file_hash, created_at, sent_at, decided_at, decided_by, reason
FROM consent_forms WHERE state = 'sent' ORDER BY sent_at, id LIMIT 200
