DELETE FROM email_verifications WHERE guardian_id = $1
