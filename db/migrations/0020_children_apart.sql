-- What is about one child goes with that child: mails that wait, and (keys.db) the key under which its words are sealed.

ALTER TABLE mails ADD COLUMN child_id TEXT;           -- whom it is about; none: the family, or a guardian

-- Since when nothing that is the child's lies under its family's key; none: rows from before may.
ALTER TABLE children ADD COLUMN sealed_apart_at BIGINT;

CREATE INDEX looks_by_time ON looks (looked_at);
CREATE INDEX digests_by_time ON digests (queued_at);
