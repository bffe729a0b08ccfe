UPDATE family_requests SET state = $3, ended_at = $4 WHERE family_id = $1 AND id = $2
