-- Everybody who belongs to it, also whose account lives on in another home.
SELECT (SELECT count(*) FROM memberships WHERE family_id = $1) + (SELECT count(*) FROM children WHERE family_id = $1)
