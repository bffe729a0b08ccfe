-- For guardians: that another adult was written to about a child would tell of a protected turn.
SELECT kind, created_at, sent_at FROM mails WHERE family_id = $1 AND kind <> 'alert_outside' ORDER BY created_at, id
