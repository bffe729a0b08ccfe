SELECT count(*) FROM children WHERE sealed_apart_at IS NULL
