-- What a model wrote of a talk whose words are not sent any more. It tells of ordinary turns only, and goes with its conversation.
CREATE TABLE conversation_summaries (
    conversation_id TEXT   NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    family_id       TEXT   NOT NULL,
    child_id        TEXT   NOT NULL,
    until_turn      BIGINT NOT NULL,                   -- number of the last turn that it may tell of
    oldest_at       BIGINT NOT NULL,                   -- when the first turn began that it tells of
    summary         BYTEA  NOT NULL                    -- sealed under the family's key
);
CREATE INDEX conversation_summaries_by_family ON conversation_summaries (family_id);
CREATE INDEX conversation_summaries_by_age ON conversation_summaries (oldest_at);
