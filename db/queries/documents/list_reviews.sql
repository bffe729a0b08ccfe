SELECT kind, binding, reviewer, reviewed_at FROM document_reviews ORDER BY reviewed_at
