-- Whether the same was told of this child since $2, of a turn that was not kept: a browser may send such a turn again.
SELECT 1
FROM alerts a
WHERE a.child_id = $1
  AND a.raised_at >= $2
  AND a.for_guardian = $3
  AND a.severity = $4
  AND NOT EXISTS (SELECT 1 FROM turns t WHERE t.id = a.turn_id)
