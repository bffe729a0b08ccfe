-- Of what guardians were not told: an alert about the child, or a wish of its own.
SELECT id FROM alerts WHERE family_id = $1 AND child_id = $2 AND for_guardian = FALSE
UNION ALL
SELECT id FROM rights_requests WHERE family_id = $1 AND child_id = $2 AND is_protected = TRUE
LIMIT 1
