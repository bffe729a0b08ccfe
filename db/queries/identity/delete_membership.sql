DELETE FROM memberships WHERE family_id = $1 AND guardian_id = $2
