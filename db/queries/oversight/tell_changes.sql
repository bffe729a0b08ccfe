UPDATE oversight_changes SET told_at = $4
WHERE family_id = $1 AND child_id = $2 AND changed_at <= $3 AND told_at IS NULL
