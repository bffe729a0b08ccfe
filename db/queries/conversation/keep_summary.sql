-- A summary that comes late replaces none that tells of more; a conversation that is gone keeps none, nor does one that was
-- to be forgotten meanwhile.
INSERT INTO conversation_summaries (conversation_id, family_id, child_id, until_turn, oldest_at, summary)
SELECT id, family_id, child_id, $4, $5, $6 FROM conversations
WHERE id = $1 AND family_id = $2 AND child_id = $3
  AND NOT EXISTS (SELECT 1 FROM forgotten_talk f WHERE f.child_id = $3 AND f.forgotten_at > $5)
ON CONFLICT (conversation_id) DO UPDATE
SET until_turn = excluded.until_turn, oldest_at = excluded.oldest_at, summary = excluded.summary
WHERE conversation_summaries.until_turn < excluded.until_turn
