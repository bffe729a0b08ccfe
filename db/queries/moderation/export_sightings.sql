-- For guardians: a protected alert is shown to nobody, and so has none.
SELECT alert_id, guardian_id, seen_at FROM alert_sightings WHERE family_id = $1 ORDER BY alert_id, guardian_id
