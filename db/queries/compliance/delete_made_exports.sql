-- A family keeps one archive: the new one takes the place of the last.
DELETE FROM exports WHERE family_id = $1 AND state <> 'waiting'
