-- $1 family, $2 reference, $3 now. No row: there is no such family, or it is held already.
INSERT INTO legal_holds (family_id, reference, placed_at)
SELECT id, $2, $3 FROM families WHERE id = $1
ON CONFLICT (family_id) DO NOTHING
RETURNING family_id
