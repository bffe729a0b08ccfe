SELECT version, seen_version, changed_at, rules FROM child_limits WHERE child_id = $1 AND family_id = $2
