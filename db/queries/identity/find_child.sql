SELECT id, family_id, nickname, interests, birth_year, birth_month, avatar, language, country, pin_hash, created_at, last_active_at,
    (SELECT count(*) FROM devices WHERE devices.child_id = children.id)
FROM children WHERE id = $1
