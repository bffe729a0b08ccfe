SELECT processor, signed_on, valid_until, reference, recorded_at FROM processor_agreements ORDER BY processor
