SELECT min(CASE WHEN locked_until > run_at THEN locked_until ELSE run_at END)
FROM jobs WHERE kind = $1 AND gave_up_at IS NULL
