DELETE FROM rights_requests WHERE family_id = $1
