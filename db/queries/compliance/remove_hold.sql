DELETE FROM legal_holds WHERE family_id = $1 RETURNING family_id
