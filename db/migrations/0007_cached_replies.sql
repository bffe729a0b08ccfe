-- Replies to plain questions that may be given again (conversation/known_answers.hpp). Of nobody: neither question nor child is kept.
CREATE TABLE cached_replies (
    name       TEXT   NOT NULL PRIMARY KEY,            -- keyed hash of what was asked, and under what circumstances
    reply      BYTEA  NOT NULL,                        -- sealed under a key of the server
    expires_at BIGINT NOT NULL
);
CREATE INDEX cached_replies_by_time ON cached_replies (expires_at);
