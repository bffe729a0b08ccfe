INSERT INTO children (id, family_id, nickname, interests, birth_year, birth_month, avatar, language, country, pin_hash, created_at, sealed_apart_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
