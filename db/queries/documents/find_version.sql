SELECT kind, version, binding, statements, body, published_at
FROM document_versions WHERE kind = $1 AND version = $2 ORDER BY number DESC LIMIT 1
