-- $1 family, $2 child. A digest tells of all children of a family: one that still waits goes, and the next one tells of the others.
DELETE FROM mails WHERE family_id = $1 AND (child_id = $2 OR (kind = 'digest' AND sealed IS NOT NULL))
