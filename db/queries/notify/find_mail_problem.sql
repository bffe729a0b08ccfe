SELECT problem FROM mail_problems WHERE address_hash = $1
