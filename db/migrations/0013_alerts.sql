-- What becomes of an alert once it is raised: when it was told, to whom a page showed it, who answered, and how each guardian
-- wants to hear of such things. Nothing here says what an alert is about.

ALTER TABLE alerts ADD COLUMN verdict TEXT;           -- right, nothing, unsure; none: nobody has said
UPDATE alerts SET verdict = 'nothing' WHERE was_nothing = TRUE;

CREATE TABLE alert_clocks (
    alert_id         TEXT   NOT NULL PRIMARY KEY,
    family_id        TEXT   NOT NULL,
    received_at      BIGINT NOT NULL,                 -- the message came in
    queued_at        BIGINT NOT NULL,                 -- its mails stood in the outbox
    reminders        BIGINT NOT NULL,                 -- how often it was told again
    next_reminder_at BIGINT                           -- none: it is not told again
);
CREATE INDEX alert_clocks_by_family ON alert_clocks (family_id);

CREATE TABLE alert_sightings (
    alert_id    TEXT   NOT NULL,
    guardian_id TEXT   NOT NULL,
    family_id   TEXT   NOT NULL,
    seen_at     BIGINT NOT NULL,                      -- a page showed it, for the first time
    PRIMARY KEY (alert_id, guardian_id)
);
CREATE INDEX alert_sightings_by_family ON alert_sightings (family_id);

-- How often grown-ups found alerts of a category right. It knows no family.
CREATE TABLE alert_verdicts (
    category TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    alerts   BIGINT NOT NULL,
    PRIMARY KEY (category, verdict)
);

-- A guardian's own choices; what has no row is as it comes.
CREATE TABLE alert_preferences (
    guardian_id TEXT   NOT NULL,
    kind        TEXT   NOT NULL,                      -- a kind of alert, or weekly_digest
    family_id   TEXT   NOT NULL,
    choice      TEXT   NOT NULL,                      -- at_once, digest, page; for the digest on, off
    changed_at  BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, kind)
);
CREATE INDEX alert_preferences_by_family ON alert_preferences (family_id);

-- A guardian gets one digest a week.
CREATE TABLE digests (
    guardian_id TEXT   NOT NULL,
    week        TEXT   NOT NULL,                      -- its last day
    family_id   TEXT   NOT NULL,
    queued_at   BIGINT NOT NULL,
    PRIMARY KEY (guardian_id, week)
);
CREATE INDEX digests_by_family ON digests (family_id);

-- Addresses from which mail comes back, as a keyed hash, and the news of it that were heard already.
CREATE TABLE mail_problems (
    address_hash TEXT   NOT NULL PRIMARY KEY,
    problem      TEXT   NOT NULL,                     -- bounced, complained
    noted_at     BIGINT NOT NULL
);
CREATE TABLE mail_events (
    id          TEXT   NOT NULL PRIMARY KEY,
    received_at BIGINT NOT NULL
);
