-- For what a family takes along: that guardians asked, not what. A child's own requests are not in it.
SELECT kind, state, opened_at, due_at, closed_at FROM rights_requests
WHERE family_id = $1 AND NOT is_protected ORDER BY opened_at, id
