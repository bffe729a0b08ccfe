UPDATE attempts SET blocked_until = $2 WHERE subject = $1
