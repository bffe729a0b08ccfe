SELECT blocked_until FROM attempts WHERE subject = $1
