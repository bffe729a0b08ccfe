DELETE FROM mails
WHERE id IN (
    SELECT id FROM mails
    WHERE created_at < $1 AND sealed IS NOT NULL
      AND (family_id IS NULL OR family_id NOT IN (SELECT family_id FROM legal_holds))
    ORDER BY created_at LIMIT 500)
