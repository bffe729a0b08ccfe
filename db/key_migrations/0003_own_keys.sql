-- Keys of one child, and of one archive, of a family: wrapped like the family's own, and destroyed alone or with them.
-- A destroyed one keeps its row without keys, so that it can never get new ones.
CREATE TABLE own_keys (
    owner_id      TEXT   NOT NULL PRIMARY KEY,         -- the child, or the archive
    family_id     TEXT   NOT NULL,
    kind          TEXT   NOT NULL,                     -- child, archive
    own_key       BYTEA,
    protected_key BYTEA,
    created_at    BIGINT NOT NULL,
    destroyed_at  BIGINT
);
CREATE INDEX own_keys_by_family ON own_keys (family_id);
