UPDATE processor_requests SET settled_at = $3
WHERE erasure_id = $1 AND processor = $2 AND settled_at IS NULL
RETURNING processor
