DELETE FROM invitations WHERE family_id = $1 AND id = $2 RETURNING id
