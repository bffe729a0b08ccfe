SELECT id, family_id, nickname, interests, birth_year, birth_month, avatar, language, country, pin_hash, created_at, last_active_at,
    (SELECT count(*) FROM devices WHERE devices.child_id = children.id)
FROM children WHERE family_id = $1 ORDER BY created_at, id
