-- The grown-ups of a family: who belongs to it, who is asked to come, what one asks about another, and disputes between guardians.
-- guardians.family_id stays the family that an account opens when it signs in.

CREATE TABLE memberships (
    family_id   TEXT    NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    guardian_id TEXT    NOT NULL REFERENCES guardians (id) ON DELETE CASCADE,
    role        TEXT    NOT NULL,                     -- guardian, trusted_adult
    visibility  TEXT    NOT NULL,                     -- the widest level of oversight for this one: titles … transcript
    alerts      TEXT    NOT NULL,                     -- what a trusted adult hears of: grave, all
    is_first    BOOLEAN NOT NULL,                     -- holds the family's account
    joined_at   BIGINT  NOT NULL,
    PRIMARY KEY (family_id, guardian_id)
);
CREATE INDEX memberships_by_guardian ON memberships (guardian_id);
CREATE UNIQUE INDEX memberships_one_first ON memberships (family_id) WHERE is_first;

INSERT INTO memberships (family_id, guardian_id, role, visibility, alerts, is_first, joined_at)
SELECT g.family_id, g.id, 'guardian', 'transcript', 'all',
       NOT EXISTS (SELECT 1 FROM guardians o WHERE o.family_id = g.family_id
                   AND (o.created_at < g.created_at OR (o.created_at = g.created_at AND o.id < g.id))),
       g.created_at
FROM guardians g;

CREATE TABLE invitations (
    id         TEXT   NOT NULL PRIMARY KEY,
    family_id  TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    token_hash TEXT   NOT NULL UNIQUE,                -- SHA-256 of the token in the mail; works once
    role       TEXT   NOT NULL,
    visibility TEXT   NOT NULL,
    alerts     TEXT   NOT NULL,
    email      BYTEA  NOT NULL,                       -- sealed with the family key
    invited_by TEXT   NOT NULL,                       -- a guardian
    created_at BIGINT NOT NULL,
    sent_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX invitations_by_family ON invitations (family_id);

CREATE TABLE family_requests (
    id        TEXT   NOT NULL PRIMARY KEY,
    family_id TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    kind      TEXT   NOT NULL,                        -- removal, hand_over
    asked_by  TEXT   NOT NULL,                        -- a guardian
    about     TEXT   NOT NULL,                        -- who is to leave, or to hold the account
    asked_at  BIGINT NOT NULL,
    due_at    BIGINT NOT NULL,                        -- a removal takes effect, a hand-over lapses
    state     TEXT   NOT NULL,                        -- open, disputed, done, refused, withdrawn
    ended_at  BIGINT
);
CREATE INDEX family_requests_by_family ON family_requests (family_id);
CREATE UNIQUE INDEX family_requests_once ON family_requests (family_id, kind, about) WHERE state IN ('open', 'disputed');

CREATE TABLE disputes (
    id          TEXT   NOT NULL PRIMARY KEY,
    family_id   TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    request_id  TEXT   NOT NULL,                      -- the removal that was objected to; empty: staff opened it
    opened_by   TEXT   NOT NULL,                      -- a guardian or a member of staff
    reason      TEXT   NOT NULL,                      -- objection, court_order, safety, asked_for
    reference   TEXT   NOT NULL,                      -- of staff: whose case it is, e.g. a file number; no names
    opened_at   BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT   NOT NULL,                      -- of staff; empty: nobody yet
    resolution  TEXT   NOT NULL                       -- stays, removed; empty: none yet
);
CREATE INDEX disputes_by_family ON disputes (family_id);
CREATE UNIQUE INDEX disputes_one_at_a_time ON disputes (family_id) WHERE resolved_at IS NULL;

-- Who came and who went, for the children to read.
CREATE TABLE grown_up_news (
    id          TEXT   NOT NULL PRIMARY KEY,
    family_id   TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    guardian_id TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    news        TEXT   NOT NULL,                      -- joined, left
    happened_at BIGINT NOT NULL
);
CREATE INDEX grown_up_news_by_family ON grown_up_news (family_id, happened_at);

-- A guardian of two families gets a digest of each.
CREATE TABLE digests_of_families (
    guardian_id TEXT   NOT NULL,
    family_id   TEXT   NOT NULL,
    week        TEXT   NOT NULL,                      -- its last day
    queued_at   BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, family_id, week)
);
INSERT INTO digests_of_families (guardian_id, family_id, week, queued_at) SELECT guardian_id, family_id, week, queued_at FROM digests;
DROP TABLE digests;
ALTER TABLE digests_of_families RENAME TO digests;
CREATE INDEX digests_by_family ON digests (family_id);
