UPDATE memberships SET is_first = TRUE WHERE family_id = $1 AND guardian_id = $2
