-- Families of whom nobody confirmed an address, and that never made a child's profile. A guardian of two homes belongs to both.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(x.created_at) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM families x LEFT JOIN legal_holds h ON h.family_id = x.id
WHERE x.created_at < $1
  AND NOT EXISTS (SELECT 1 FROM memberships m JOIN guardians g ON g.id = m.guardian_id WHERE m.family_id = x.id AND g.email_verified_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM children c WHERE c.family_id = x.id)
