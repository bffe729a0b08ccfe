SELECT scope, state, asked_at, ended_at FROM erasures WHERE family_id = $1 ORDER BY asked_at, id
