-- Who there is, page by page; everything else about them is asked of identity.
SELECT id, time_zone FROM families WHERE id > $1 ORDER BY id LIMIT $2
