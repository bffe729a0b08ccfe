-- What families may ask of their data, how long it is kept, and the evidence of both. No words in here but in archives,
-- which are sealed under the family's key.

-- While one stands, nothing of the family is removed.
CREATE TABLE legal_holds (
    family_id TEXT   NOT NULL PRIMARY KEY,
    reference TEXT   NOT NULL,                        -- whose case it is, e.g. a file number
    placed_at BIGINT NOT NULL
);

CREATE TABLE retention_runs (
    id       TEXT    NOT NULL PRIMARY KEY,
    began_at BIGINT  NOT NULL,
    ended_at BIGINT,                                  -- none: it was cut off; the next one goes on
    is_dry   BOOLEAN NOT NULL                         -- only counted
);
CREATE INDEX retention_runs_by_time ON retention_runs (began_at);

CREATE TABLE retention_sweeps (
    run_id     TEXT   NOT NULL REFERENCES retention_runs (id) ON DELETE CASCADE,
    data_class TEXT   NOT NULL,
    cutoff     BIGINT NOT NULL,                       -- what is older goes
    oldest     BIGINT,                                -- the oldest found
    removed    BIGINT NOT NULL,                       -- would be removed, in a dry run
    held       BIGINT NOT NULL,                       -- old enough, but under a legal hold
    PRIMARY KEY (run_id, data_class)
);

CREATE INDEX conversations_by_last_turn ON conversations (coalesce(last_turn_at, started_at));
CREATE INDEX alerts_by_time ON alerts (raised_at);

-- A wish to be forgotten. Once done it names no child, and no family that is gone: subject is a hash (compliance/erasure.hpp).
CREATE TABLE erasures (
    id        TEXT   NOT NULL PRIMARY KEY,
    subject   TEXT   NOT NULL,
    scope     TEXT   NOT NULL,                        -- family, child or unfinished
    family_id TEXT,
    child_id  TEXT,
    state     TEXT   NOT NULL,                        -- waiting, erasing, done or undone
    asked_at  BIGINT NOT NULL,
    due_at    BIGINT NOT NULL,
    ended_at  BIGINT,                                 -- done or undone
    counts    TEXT   NOT NULL,                        -- JSON: what went, by feature
    tell      BYTEA,                                  -- sealed with a key of the server: who gets the receipt
    receipt   TEXT
);
CREATE INDEX erasures_by_family ON erasures (family_id);
CREATE UNIQUE INDEX erasures_one_at_a_time ON erasures (family_id, coalesce(child_id, '')) WHERE state IN ('waiting', 'erasing');

-- What others must erase, too: requests that were recorded when a family was erased.
CREATE TABLE processor_requests (
    erasure_id  TEXT   NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
    processor   TEXT   NOT NULL,
    recorded_at BIGINT NOT NULL,
    settled_at  BIGINT,
    PRIMARY KEY (erasure_id, processor)
);

CREATE TABLE exports (
    id          TEXT   NOT NULL PRIMARY KEY,
    family_id   TEXT   NOT NULL,
    guardian_id TEXT   NOT NULL,
    state       TEXT   NOT NULL,                      -- waiting, made or failed
    asked_at    BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    parts       BIGINT NOT NULL,                      -- how many files are to be made
    parts_done  BIGINT NOT NULL,
    bytes       BIGINT NOT NULL
);
CREATE INDEX exports_by_family ON exports (family_id);
CREATE INDEX exports_by_expiry ON exports (expires_at);
CREATE UNIQUE INDEX exports_one_at_a_time ON exports (family_id) WHERE state = 'waiting';

CREATE TABLE export_chunks (
    export_id TEXT   NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    number    BIGINT NOT NULL,                        -- from 0
    bytes     BYTEA  NOT NULL,                        -- sealed with the family key
    PRIMARY KEY (export_id, number)
);
