DELETE FROM trusted_adults WHERE family_id = $1
