DELETE FROM surveys WHERE family_id = $1
