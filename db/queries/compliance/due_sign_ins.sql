-- Sessions, links and codes that have expired.
SELECT count(*), min(x.at), CAST(0 AS BIGINT)
FROM (SELECT CASE WHEN expires_at < idle_expires_at THEN expires_at ELSE idle_expires_at END AS at FROM sessions
      UNION ALL SELECT expires_at FROM email_verifications
      UNION ALL SELECT expires_at FROM pairing_codes) x
WHERE x.at <= $1
