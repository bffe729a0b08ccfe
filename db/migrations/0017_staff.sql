-- The staff's side: second factors, alerts that moderators took up, and what staff opened of a child's words.

CREATE TABLE second_factors (
    account_id   TEXT   NOT NULL PRIMARY KEY,          -- whose: of staff
    secret       BYTEA  NOT NULL,                      -- sealed with a key of the server
    last_step    BIGINT NOT NULL,                      -- codes of this half minute and of earlier ones count no more
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT                                -- none: being set up; it opens nothing yet
);
CREATE TABLE recovery_codes (
    account_id TEXT   NOT NULL REFERENCES second_factors (account_id) ON DELETE CASCADE,
    code_hash  TEXT   NOT NULL,                        -- keyed hash
    used_at    BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

-- They were opened by a password alone.
DELETE FROM sessions WHERE kind = 'staff';

-- A moderator has taken it up. That ends the moderators' reminders; a guardian's alert stays the guardian's to answer.
ALTER TABLE alert_clocks ADD COLUMN taken_at BIGINT;
ALTER TABLE alert_clocks ADD COLUMN taken_by TEXT;

-- Staff broke the glass: somebody may read what a child said, for a reason and a time (server/oversight).
CREATE TABLE openings (
    id              TEXT    NOT NULL PRIMARY KEY,
    family_id       TEXT    NOT NULL,
    child_id        TEXT    NOT NULL,
    conversation_id TEXT,                              -- none: every talk of the child
    staff_id        TEXT    NOT NULL,
    purpose         TEXT    NOT NULL,                  -- safety, quality, request, fault, law
    reason          BYTEA   NOT NULL,                  -- in staff's words; sealed with the protected key
    begun_at        BIGINT  NOT NULL,
    ends_at         BIGINT  NOT NULL,                  -- whatever happens
    ended_at        BIGINT,                            -- closed by hand before that
    is_quiet        BOOLEAN NOT NULL                   -- guardians are not told: one of them may be the danger
);
CREATE INDEX openings_by_child ON openings (child_id, begun_at);
CREATE INDEX openings_by_family ON openings (family_id, begun_at);
CREATE INDEX openings_by_staff ON openings (staff_id, begun_at);
