SELECT id FROM alerts WHERE family_id = $1 AND child_id = $2 AND for_guardian = FALSE LIMIT 1
