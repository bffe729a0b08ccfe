INSERT INTO consent_forms (id, family_id, guardian_id, code, uses, notice_version, state, file_type, file_hash, created_at, decided_by, reason)
VALUES ($1, $2, $3, $4, $5, $6, 'open', '', '', $7, '', '')
