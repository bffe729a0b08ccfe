DELETE FROM sessions WHERE expires_at <= $1 OR idle_expires_at <= $1
