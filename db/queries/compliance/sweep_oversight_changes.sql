DELETE FROM oversight_changes
WHERE id IN (
    SELECT x.id FROM oversight_changes x
    WHERE x.family_id NOT IN (SELECT family_id FROM legal_holds) AND EXISTS (
        SELECT 1 FROM oversight_changes later
        WHERE later.family_id = x.family_id AND later.child_id = x.child_id AND later.changed_at > x.changed_at AND later.told_at < $1)
    ORDER BY x.changed_at LIMIT 500)
