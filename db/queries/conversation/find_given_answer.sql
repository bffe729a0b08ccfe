-- For the child itself and for moderators; never for guardians.
SELECT t.conversation_id, t.started_at, t.is_protected, t.finish_reason, t.message, t.record,
  EXISTS (
    SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE AND p.number < t.number
  ) AS is_after,
  EXISTS (SELECT 1 FROM turns p WHERE p.conversation_id = t.conversation_id AND p.is_protected = TRUE) AS has_protected
FROM turns t
WHERE t.family_id = $1 AND t.child_id = $2 AND t.id = $3 AND t.finished_at IS NOT NULL
