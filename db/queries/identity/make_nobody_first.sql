UPDATE memberships SET is_first = FALSE WHERE family_id = $1 AND is_first
