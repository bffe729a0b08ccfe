-- No row: it is over, or somebody else's.
UPDATE openings SET ended_at = $3
WHERE id = $1 AND staff_id = $2 AND ended_at IS NULL AND ends_at > $3
RETURNING family_id, child_id, is_quiet
