-- For guardians: without what they may not know of, and without the numbers, whose gaps would tell.
SELECT occurred_at, actor_kind, actor_id, action, child_id, object_id, detail
FROM audit_entries WHERE family_id = $1 AND NOT is_protected ORDER BY number
