INSERT INTO turns (id, conversation_id, family_id, child_id, number, idempotency_key, is_protected, locale, started_at,
                   message, assessment)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
