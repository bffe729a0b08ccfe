DELETE FROM consents WHERE family_id = $1
