-- Whoever changes a family's grown-ups waits here for the one before. No row: there is no such family.
UPDATE families SET country = country WHERE id = $1 RETURNING id
