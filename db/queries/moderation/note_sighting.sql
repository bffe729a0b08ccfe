INSERT INTO alert_sightings (alert_id, guardian_id, family_id, seen_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (alert_id, guardian_id) DO NOTHING
