DELETE FROM alert_clocks
WHERE family_id = $1 AND alert_id IN (SELECT id FROM alerts WHERE family_id = $1 AND child_id = $2)
