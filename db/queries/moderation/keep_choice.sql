INSERT INTO alert_preferences (guardian_id, kind, family_id, choice, changed_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (guardian_id, kind) DO UPDATE SET choice = excluded.choice, changed_at = excluded.changed_at
