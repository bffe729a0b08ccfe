-- The keys under which families' words are sealed, wrapped by the root key. This database is never part of a data backup.
-- A destroyed family keeps its row without keys, so that it can never get new ones.
CREATE TABLE family_keys (
    family_id     TEXT   NOT NULL PRIMARY KEY,
    family_key    BYTEA,
    protected_key BYTEA,
    created_at    BIGINT NOT NULL,
    destroyed_at  BIGINT
);
