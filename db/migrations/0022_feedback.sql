-- What people say of Buddy (server/feedback): a child of an answer, a guardian of the whole.

-- A child's thumb goes with the turn it is about.
CREATE TABLE thumbs (
    turn_id    TEXT    NOT NULL PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
    family_id  TEXT    NOT NULL,
    child_id   TEXT    NOT NULL,
    given_at   BIGINT  NOT NULL,
    is_hidden  BOOLEAN NOT NULL,                      -- no guardian may know of the turn: sealed with the protected key
    report     TEXT    NOT NULL,                      -- none, open; then what a moderator found: fault, fine, unsure
    opinion    BYTEA   NOT NULL,                      -- sealed: up or down, why, who spoke
    decided_by TEXT,
    decided_at BIGINT
);
CREATE INDEX thumbs_by_child ON thumbs (family_id, child_id);
CREATE INDEX thumbs_reported ON thumbs (given_at) WHERE report = 'open';

-- Figures; they know neither family nor child.
CREATE TABLE thumb_counts (
    month   TEXT   NOT NULL,                          -- 2026-11
    advisor TEXT   NOT NULL,                          -- who led: the kind of turn
    voice   TEXT   NOT NULL,                          -- model, guided …
    thumb   TEXT   NOT NULL,                          -- up, down
    thumbs  BIGINT NOT NULL,
    PRIMARY KEY (month, advisor, voice, thumb)
);
CREATE TABLE mark_counts (
    month    TEXT   NOT NULL,
    question TEXT   NOT NULL,                         -- satisfaction, recommendation
    mark     BIGINT NOT NULL,
    marks    BIGINT NOT NULL,
    PRIMARY KEY (month, question, mark)
);

-- How a guardian stands with being asked.
CREATE TABLE surveys (
    guardian_id TEXT    NOT NULL PRIMARY KEY,
    family_id   TEXT    NOT NULL,
    question    TEXT    NOT NULL,                     -- the last one
    shown_at    BIGINT  NOT NULL,
    settled_at  BIGINT,                               -- answered or put away
    ended       BOOLEAN NOT NULL                      -- never again
);
CREATE INDEX surveys_by_family ON surveys (family_id);

CREATE TABLE guardian_opinions (
    id          TEXT   NOT NULL PRIMARY KEY,
    family_id   TEXT   NOT NULL,
    guardian_id TEXT   NOT NULL,
    question    TEXT   NOT NULL,
    given_at    BIGINT NOT NULL,
    opinion     BYTEA  NOT NULL                       -- sealed with the family key: the mark, and words
);
CREATE INDEX guardian_opinions_by_family ON guardian_opinions (family_id);
CREATE INDEX guardian_opinions_by_time ON guardian_opinions (given_at);
