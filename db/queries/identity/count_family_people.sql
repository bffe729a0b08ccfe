SELECT (SELECT count(*) FROM guardians WHERE family_id = $1) + (SELECT count(*) FROM children WHERE family_id = $1)
