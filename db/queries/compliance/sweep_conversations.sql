-- With their turns and events; fifty at a time, so that nobody who talks waits long. A conversation that is taken up again
-- while this runs stays: its time is looked at once more where the row is removed.
DELETE FROM conversations
WHERE coalesce(last_turn_at, started_at) < $1 AND id IN (
    SELECT id FROM conversations
    WHERE coalesce(last_turn_at, started_at) < $1 AND family_id NOT IN (SELECT family_id FROM legal_holds)
    ORDER BY coalesce(last_turn_at, started_at) LIMIT 50)
