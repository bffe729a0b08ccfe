SELECT count(*) FROM thumbs WHERE report = 'open'
