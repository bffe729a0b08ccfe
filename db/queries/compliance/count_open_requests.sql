-- Of one who asks: a guardian's, or a child's own.
SELECT count(*) FROM rights_requests
WHERE family_id = $1 AND closed_at IS NULL AND is_protected = $2 AND (guardian_id = $3 OR (is_protected AND child_id = $3))
