-- As a guardian would count them: more would tell of a protected turn.
SELECT count(*) FROM alerts WHERE family_id = $1 AND child_id = $2 AND for_guardian = TRUE
