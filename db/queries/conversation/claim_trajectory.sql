-- Reads the row and holds it until the end of the transaction: two turns of one child at once cannot lose a sign.
INSERT INTO trajectories (child_id, family_id, noted_at)
VALUES ($1, $2, $3)
ON CONFLICT (child_id) DO UPDATE SET noted_at = excluded.noted_at
RETURNING course, guard
