-- Nothing where the archive was deleted meanwhile.
INSERT INTO export_chunks (export_id, number, bytes)
SELECT id, $2, $3 FROM exports WHERE id = $1 AND state = 'waiting'
