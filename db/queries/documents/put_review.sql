INSERT INTO document_reviews (kind, binding, reviewer, reviewed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, binding) DO UPDATE SET reviewer = excluded.reviewer, reviewed_at = excluded.reviewed_at
