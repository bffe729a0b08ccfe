INSERT INTO incidents (id, kind, severity, found_at, recorded_at, families, authority, persons)
VALUES ($1, $2, $3, $4, $5, $6, 'undecided', 'undecided')
