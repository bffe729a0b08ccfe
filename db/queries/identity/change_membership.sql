UPDATE memberships SET visibility = $3, alerts = $4 WHERE family_id = $1 AND guardian_id = $2
