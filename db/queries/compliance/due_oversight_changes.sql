-- How many are old enough, the oldest of them, and how many a legal hold keeps. A choice is over once the child was told of a
-- later one; the last one is in force, whatever its age.
SELECT count(*) FILTER (WHERE h.family_id IS NULL), min(x.changed_at) FILTER (WHERE h.family_id IS NULL), count(h.family_id)
FROM oversight_changes x LEFT JOIN legal_holds h ON h.family_id = x.family_id
WHERE EXISTS (
    SELECT 1 FROM oversight_changes later
    WHERE later.family_id = x.family_id AND later.child_id = x.child_id AND later.changed_at > x.changed_at AND later.told_at < $1)
