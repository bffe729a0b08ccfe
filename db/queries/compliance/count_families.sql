SELECT count(*) FROM families
