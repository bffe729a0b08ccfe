DELETE FROM sessions WHERE staff_id = $1
