SELECT child_id, version, changed_at, rules FROM child_limits WHERE family_id = $1 ORDER BY child_id
