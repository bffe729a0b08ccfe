SELECT erasure_id, processor, recorded_at FROM processor_requests WHERE settled_at IS NULL
ORDER BY recorded_at, erasure_id, processor
