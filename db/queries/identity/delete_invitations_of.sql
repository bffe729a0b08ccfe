-- Who has left asks nobody in any more.
DELETE FROM invitations WHERE family_id = $1 AND invited_by = $2
