SELECT name, email FROM trusted_adults WHERE family_id = $1
