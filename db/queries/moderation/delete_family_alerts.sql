DELETE FROM alerts WHERE family_id = $1
