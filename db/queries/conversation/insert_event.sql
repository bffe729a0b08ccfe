-- A closed turn takes no more events.
INSERT INTO turn_events (turn_id, number, name, payload)
SELECT id, $2, $3, $4 FROM turns WHERE id = $1 AND finished_at IS NULL
ON CONFLICT (turn_id, number) DO NOTHING
