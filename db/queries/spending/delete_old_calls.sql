-- A thousand at a time: whoever books meanwhile waits for no more than that. A call that runs stays, however old.
DELETE FROM model_calls
WHERE id IN (SELECT id FROM model_calls WHERE day < $1 AND state <> 'held' LIMIT 1000)
