-- Of an alert that moderators were told of.
SELECT a.family_id, a.child_id, t.conversation_id, a.for_guardian
FROM alerts a JOIN turns t ON t.id = a.turn_id
WHERE a.id = $1 AND a.told_moderator = TRUE
