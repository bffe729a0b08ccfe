-- Work that must happen, also after a restart. A payload holds ids, never words.

CREATE TABLE jobs (
    id           TEXT   NOT NULL PRIMARY KEY,
    kind         TEXT   NOT NULL,
    payload      TEXT   NOT NULL,                     -- JSON
    run_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,                     -- 0: nobody works on it
    lock_token   TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    gave_up_at   BIGINT                               -- tried too often; kept for an operator to see
);
CREATE INDEX jobs_by_time ON jobs (run_at);
