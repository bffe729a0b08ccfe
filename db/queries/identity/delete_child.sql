DELETE FROM children WHERE id = $1 AND family_id = $2
