UPDATE conversations SET topic = $2 WHERE id = $1 AND topic IS NULL
