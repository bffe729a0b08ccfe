SELECT turn_id, family_id, child_id, given_at, is_hidden, opinion FROM thumbs WHERE turn_id = $1 AND report = 'open'
