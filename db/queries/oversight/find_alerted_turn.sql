-- Of an alert that guardians may know of.
SELECT child_id, turn_id, raised_at FROM alerts WHERE id = $1 AND family_id = $2 AND for_guardian = TRUE
