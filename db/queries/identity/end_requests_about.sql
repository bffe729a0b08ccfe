-- Who has left can neither be removed nor take over, and asks for nothing more.
UPDATE family_requests SET state = 'withdrawn', ended_at = $3
WHERE family_id = $1 AND (about = $2 OR asked_by = $2) AND state = 'open'
