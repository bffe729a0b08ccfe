-- Who was erased, beside the keys and so out of reach of a data backup: what a restored backup brings back is erased again.
-- subject is a hash of the family's or the child's id.
CREATE TABLE erasure_ledger (
    subject    TEXT   NOT NULL PRIMARY KEY,
    erasure_id TEXT   NOT NULL,
    scope      TEXT   NOT NULL,
    done_at    BIGINT NOT NULL,
    receipt    TEXT   NOT NULL
);
