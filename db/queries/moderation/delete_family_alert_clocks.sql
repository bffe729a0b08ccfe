DELETE FROM alert_clocks WHERE family_id = $1
