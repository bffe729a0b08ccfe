UPDATE children SET last_active_at = $2 WHERE id = $1
