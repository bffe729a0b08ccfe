-- When the child last said what no guardian may know of. NULL: never.
SELECT max(started_at) FROM turns WHERE child_id = $1 AND family_id = $2 AND is_protected = TRUE
