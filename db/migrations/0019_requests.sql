-- What people ask of their data beyond taking it along and erasing it, what went wrong here, and what an operator shows of both
-- (server/compliance).

CREATE TABLE rights_requests (
    id           TEXT    NOT NULL PRIMARY KEY,
    family_id    TEXT    NOT NULL,
    guardian_id  TEXT,                                -- who asked; none: a child did
    child_id     TEXT,                                -- whom it is about, and who asked if no guardian did; none: the family
    is_protected BOOLEAN NOT NULL,                    -- a child asked: no guardian may know of it
    kind         TEXT    NOT NULL,                    -- access, correct, restrict, object or complain
    state        TEXT    NOT NULL,                    -- open, waiting, extended, answered or refused
    urgency      TEXT    NOT NULL,                    -- usual, soon or now: how worrying what a child wrote is
    country      TEXT    NOT NULL,                    -- whose clock runs
    rule         TEXT    NOT NULL,                    -- an id of data/compliance/answer_times.json
    opened_at    BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,
    extended_at  BIGINT,
    closed_at    BIGINT
);
CREATE INDEX rights_requests_by_family ON rights_requests (family_id);
CREATE INDEX rights_requests_open ON rights_requests (due_at) WHERE closed_at IS NULL;
CREATE INDEX rights_requests_by_end ON rights_requests (closed_at);

-- What was asked, and what was said to it.
CREATE TABLE rights_messages (
    request_id TEXT   NOT NULL REFERENCES rights_requests (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,                       -- 1, 2, 3 …
    step       TEXT   NOT NULL,                       -- asked, question, reply, extended, answered or refused
    said_at    BIGINT NOT NULL,
    words      BYTEA  NOT NULL,                       -- sealed with the key of whom it is about; a child's own with the one that no guardian has
    PRIMARY KEY (request_id, number)
);

-- Breaches and other things that went wrong. Staff write here, of numbers and not of people.
CREATE TABLE incidents (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,                      -- disclosure, loss, alteration, outage, safety or other
    severity    TEXT   NOT NULL,                      -- low, medium, high or critical
    found_at    BIGINT NOT NULL,                      -- the clocks run from here
    recorded_at BIGINT NOT NULL,
    families    BIGINT NOT NULL,                      -- how many are touched, as far as known
    authority   TEXT   NOT NULL,                      -- undecided, told or not_needed
    persons     TEXT   NOT NULL,                      -- likewise
    closed_at   BIGINT
);
CREATE INDEX incidents_by_time ON incidents (found_at);

CREATE TABLE incident_entries (
    incident_id TEXT   NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    number      BIGINT NOT NULL,                      -- 1, 2, 3 …; the first says what happened
    kind        TEXT   NOT NULL,                      -- happened, note, families, authority_told, …, closed
    written_at  BIGINT NOT NULL,
    written_by  TEXT   NOT NULL,                      -- of staff
    words       BYTEA  NOT NULL,                      -- sealed with a key of the server
    PRIMARY KEY (incident_id, number)
);

-- The contract with each processor, as the operator wrote it down.
CREATE TABLE processor_agreements (
    processor   TEXT   NOT NULL PRIMARY KEY,          -- host, as the notice names it
    signed_on   TEXT   NOT NULL,                      -- 2026-11-30
    valid_until TEXT,                                 -- none: until somebody ends it
    reference   TEXT   NOT NULL,                      -- where the paper is
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT   NOT NULL                       -- of staff
);

-- When the audit log was last walked from end to end, and what was found.
CREATE TABLE audit_checks (
    checked_at BIGINT NOT NULL PRIMARY KEY,
    entries    BIGINT NOT NULL,
    anchors    BIGINT NOT NULL,                       -- that were met and fit
    fault_at   BIGINT,                                -- the entry where it breaks; none: whole
    fault      TEXT
);
