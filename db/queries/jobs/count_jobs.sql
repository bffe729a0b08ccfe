SELECT count(*), count(gave_up_at) FROM jobs
