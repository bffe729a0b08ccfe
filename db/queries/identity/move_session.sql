-- No row: the account does not belong to that family.
UPDATE sessions SET family_id = $3
WHERE id = $1 AND guardian_id = $2
  AND EXISTS (SELECT 1 FROM memberships m WHERE m.guardian_id = $2 AND m.family_id = $3)
RETURNING id
