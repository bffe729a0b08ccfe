-- What language models cost. Amounts are trillionths of the currency of data/prices. No words, and no child: who is
-- named is the family, until it is erased.

CREATE TABLE model_calls (
    id                 TEXT    NOT NULL PRIMARY KEY,
    family_id          TEXT    NOT NULL,              -- empty: nobody's but the server's, or a family that was erased
    role               TEXT    NOT NULL,              -- lead, judge
    vendor             TEXT    NOT NULL,
    model              TEXT    NOT NULL,
    state              TEXT    NOT NULL,              -- held, settled, released, lost
    is_priced          BOOLEAN NOT NULL,
    is_estimated       BOOLEAN NOT NULL,
    family_day         TEXT    NOT NULL,              -- on the family's wall
    day                TEXT    NOT NULL,              -- UTC
    reserved_at        BIGINT  NOT NULL,
    expires_at         BIGINT  NOT NULL,
    ended_at           BIGINT,
    worst_case         BIGINT  NOT NULL,
    cost               BIGINT  NOT NULL,
    saved_by_cache     BIGINT  NOT NULL,
    input_tokens       BIGINT  NOT NULL,
    cached_tokens      BIGINT  NOT NULL,
    cache_write_tokens BIGINT  NOT NULL,
    output_tokens      BIGINT  NOT NULL
);
CREATE INDEX model_calls_by_day ON model_calls (day);
CREATE INDEX model_calls_by_family ON model_calls (family_id);
CREATE INDEX model_calls_held ON model_calls (expires_at) WHERE state = 'held';

CREATE TABLE spending (
    family_id TEXT   NOT NULL,                        -- empty: the server's
    period    TEXT   NOT NULL,                        -- 2026-11-22 or 2026-11
    held      BIGINT NOT NULL,
    spent     BIGINT NOT NULL,
    PRIMARY KEY (family_id, period)
);
