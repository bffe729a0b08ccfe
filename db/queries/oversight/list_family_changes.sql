SELECT child_id, level, level_before, changed_by, changed_at, told_at
FROM oversight_changes
WHERE family_id = $1
ORDER BY changed_at, id
