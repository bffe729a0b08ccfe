SELECT subject, id, scope, ended_at, receipt FROM erasures WHERE state = 'done' AND receipt IS NOT NULL
