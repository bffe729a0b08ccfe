-- $1 family, $2 when. Those that end earlier stay as they are.
UPDATE sessions SET expires_at = $2 WHERE family_id = $1 AND kind = 'child' AND expires_at > $2
