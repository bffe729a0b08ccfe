SELECT guardian_id, question, shown_at, settled_at, ended FROM surveys WHERE family_id = $1 ORDER BY guardian_id
