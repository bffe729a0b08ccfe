INSERT INTO audit_entries
    (number, occurred_at, actor_kind, actor_id, action, family_id, child_id, object_id, detail, is_protected, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
