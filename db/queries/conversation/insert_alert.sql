INSERT INTO alerts (id, family_id, child_id, turn_id, raised_at, severity, for_guardian, told_trusted_adult,
                    told_moderator, facts, was_nothing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
