SELECT id, started_at, last_turn_at, turns, topic, risk_state, guided_state, crisis_state, guided_since
FROM conversations
WHERE id = $1 AND family_id = $2 AND child_id = $3
