SELECT r.id, r.began_at, r.ended_at, r.is_dry, s.data_class, s.cutoff, s.oldest, s.removed, s.held
FROM (SELECT id, began_at, ended_at, is_dry FROM retention_runs ORDER BY began_at DESC, id DESC LIMIT $1) r
LEFT JOIN retention_sweeps s ON s.run_id = r.id
ORDER BY r.began_at DESC, r.id DESC, s.data_class
