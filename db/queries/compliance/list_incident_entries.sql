SELECT number, kind, written_at, written_by, words FROM incident_entries WHERE incident_id = $1 ORDER BY number
