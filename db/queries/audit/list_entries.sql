SELECT number, occurred_at, actor_kind, actor_id, action, family_id, child_id, object_id, detail, is_protected, hash
FROM audit_entries WHERE number > $1 ORDER BY number LIMIT $2
