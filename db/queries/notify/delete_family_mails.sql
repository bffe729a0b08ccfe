DELETE FROM mails WHERE family_id = $1
