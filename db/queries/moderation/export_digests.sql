SELECT guardian_id, week, queued_at FROM digests WHERE family_id = $1 ORDER BY guardian_id, week
