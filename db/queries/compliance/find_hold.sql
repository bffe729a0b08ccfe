SELECT placed_at FROM legal_holds WHERE family_id = $1
