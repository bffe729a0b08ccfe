DELETE FROM mail_problems WHERE address_hash = $1 AND problem = 'bounced'
