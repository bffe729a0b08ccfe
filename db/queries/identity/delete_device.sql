-- Its sessions go with it.
DELETE FROM devices WHERE id = $1 AND child_id = $2 RETURNING id
