-- $1 and $2 row, then what lies there, then what takes its place. Nothing where it has changed meanwhile.
UPDATE conversation_summaries SET summary = $4
WHERE conversation_id = $1 AND conversation_id = $2 AND summary IS NOT DISTINCT FROM $3
