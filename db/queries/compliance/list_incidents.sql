SELECT id, kind, severity, found_at, recorded_at, families, authority, persons, closed_at,
    (SELECT count(*) FROM incident_entries e WHERE e.incident_id = i.id)
FROM incidents i ORDER BY found_at DESC, id DESC LIMIT 200
