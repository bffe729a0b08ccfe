SELECT x.id FROM families x
WHERE x.created_at < $1
  AND NOT EXISTS (SELECT 1 FROM memberships m JOIN guardians g ON g.id = m.guardian_id WHERE m.family_id = x.id AND g.email_verified_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM children c WHERE c.family_id = x.id)
  AND x.id NOT IN (SELECT family_id FROM legal_holds)
ORDER BY x.created_at, x.id LIMIT 50
