DELETE FROM alert_sightings WHERE family_id = $1
