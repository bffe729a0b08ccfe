-- No row comes back when another server published at the same moment: what it wrote is looked at again.
INSERT INTO document_versions (kind, number, version, binding, statements, body, published_at)
SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, CAST($6 AS BIGINT)
FROM document_versions WHERE kind = $1
ON CONFLICT (kind, number) DO NOTHING
RETURNING number
