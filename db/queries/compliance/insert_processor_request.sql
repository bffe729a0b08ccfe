INSERT INTO processor_requests (erasure_id, processor, recorded_at) VALUES ($1, $2, $3)
ON CONFLICT (erasure_id, processor) DO NOTHING
