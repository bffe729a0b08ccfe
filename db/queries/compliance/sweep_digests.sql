DELETE FROM digests
WHERE (guardian_id, week) IN (
    SELECT guardian_id, week FROM digests WHERE queued_at < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY queued_at LIMIT 500)
