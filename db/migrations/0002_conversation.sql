-- Conversations, their turns, what each turn told its readers, and what adults must know.
-- Everything that was said, and everything said about a child, is sealed (BYTEA): under the family's key, or under its
-- protected key where no guardian may know of it. What is not sealed tells no more than when something happened.

CREATE TABLE conversations (
    id           TEXT   NOT NULL PRIMARY KEY,
    family_id    TEXT   NOT NULL,
    child_id     TEXT   NOT NULL,
    started_at   BIGINT NOT NULL,
    last_turn_at BIGINT,
    turns        BIGINT NOT NULL,
    topic        BYTEA,                                -- sealed: what it is about, a topic's id
    risk_state   BYTEA,                                -- sealed with the protected key, as the two that follow
    guided_state BYTEA,
    crisis_state BYTEA
);
CREATE INDEX conversations_by_child ON conversations (child_id, started_at);
CREATE INDEX conversations_by_family ON conversations (family_id);

CREATE TABLE turns (
    id                TEXT    NOT NULL PRIMARY KEY,
    conversation_id   TEXT    NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    family_id         TEXT    NOT NULL,
    child_id          TEXT    NOT NULL,
    number            BIGINT  NOT NULL,                -- counts from 1 within the conversation
    idempotency_key   TEXT    NOT NULL,
    is_protected      BOOLEAN NOT NULL,                -- sealed with the protected key; no guardian may know of it
    locale            TEXT    NOT NULL,
    started_at        BIGINT  NOT NULL,
    finished_at       BIGINT,
    finish_reason     TEXT,
    message           BYTEA   NOT NULL,                -- sealed: what the child said, and where it gives itself away
    assessment        BYTEA   NOT NULL,                -- sealed
    mood              BYTEA,                           -- sealed
    record            BYTEA,                           -- sealed: who spoke
    prompt_tokens     BIGINT,
    completion_tokens BIGINT,
    UNIQUE (conversation_id, idempotency_key),
    UNIQUE (conversation_id, number)
);
CREATE INDEX turns_by_child ON turns (child_id, started_at);
CREATE INDEX turns_left_open ON turns (started_at) WHERE finished_at IS NULL;

CREATE TABLE turn_events (
    turn_id TEXT   NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    number  BIGINT NOT NULL,                           -- the SSE id, from 1
    name    TEXT   NOT NULL,
    payload BYTEA  NOT NULL,                           -- sealed
    PRIMARY KEY (turn_id, number)
);

CREATE TABLE alerts (
    id                 TEXT    NOT NULL PRIMARY KEY,
    family_id          TEXT    NOT NULL,
    child_id           TEXT    NOT NULL,
    turn_id            TEXT    NOT NULL,
    raised_at          BIGINT  NOT NULL,
    severity           BIGINT  NOT NULL,
    for_guardian       BOOLEAN NOT NULL,               -- false: no guardian may know of it
    told_trusted_adult BOOLEAN NOT NULL,
    told_moderator     BOOLEAN NOT NULL,
    facts              BYTEA   NOT NULL,               -- sealed: AlertFacts
    acknowledged_at    BIGINT,
    acknowledged_by    TEXT,
    was_nothing        BOOLEAN NOT NULL
);
CREATE INDEX alerts_by_family ON alerts (family_id, raised_at);

-- What went wrong in keeping a child safe; no words, no names.
CREATE TABLE safety_events (
    id          TEXT   NOT NULL PRIMARY KEY,
    turn_id     TEXT   NOT NULL,
    occurred_at BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    reason      TEXT   NOT NULL
);
CREATE INDEX safety_events_by_time ON safety_events (occurred_at);
