UPDATE disputes SET resolved_at = $2, resolved_by = $3, resolution = $4 WHERE id = $1
