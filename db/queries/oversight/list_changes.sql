SELECT level, level_before, age_band, changed_at, told_at
FROM oversight_changes
WHERE family_id = $1 AND child_id = $2
ORDER BY changed_at, id
