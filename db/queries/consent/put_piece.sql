-- Only of a form that is still open.
INSERT INTO consent_form_pieces (form_id, number, sealed)
SELECT id, CAST($2 AS BIGINT), $3 FROM consent_forms WHERE id = $1 AND state = 'open'
ON CONFLICT (form_id, number) DO UPDATE SET sealed = excluded.sealed
RETURNING number
