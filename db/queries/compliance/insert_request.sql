INSERT INTO rights_requests
    (id, family_id, guardian_id, child_id, is_protected, kind, state, urgency, country, rule, opened_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, $11)
