SELECT (SELECT count(*) FROM conversations WHERE child_id = $2 AND family_id = $1),
       (SELECT count(*) FROM turns WHERE child_id = $2 AND family_id = $1)
