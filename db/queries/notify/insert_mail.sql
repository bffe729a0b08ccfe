INSERT INTO mails (id, family_id, child_id, kind, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6)
