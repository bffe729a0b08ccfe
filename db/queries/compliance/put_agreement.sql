INSERT INTO processor_agreements (processor, signed_on, valid_until, reference, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (processor) DO UPDATE SET signed_on = excluded.signed_on, valid_until = excluded.valid_until,
    reference = excluded.reference, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by
