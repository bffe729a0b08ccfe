INSERT INTO memberships (family_id, guardian_id, role, visibility, alerts, is_first, joined_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
