UPDATE children SET sealed_apart_at = $2 WHERE id = $1
