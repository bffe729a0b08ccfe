-- For guardians: a protected turn, and what follows it in its conversation, is as if it had never been.
SELECT turn_id, child_id, given_at, opinion FROM thumbs WHERE family_id = $1 AND is_hidden = FALSE ORDER BY given_at, turn_id
