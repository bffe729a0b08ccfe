-- A year of them is enough: the newest counts.
DELETE FROM audit_checks WHERE checked_at < $1
