SELECT family_id, reference, placed_at FROM legal_holds ORDER BY placed_at, family_id
