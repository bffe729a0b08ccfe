INSERT INTO trusted_adults (family_id, name, email, changed_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (family_id) DO UPDATE SET name = excluded.name, email = excluded.email, changed_at = excluded.changed_at
