-- Where a family lives more exactly; what of a child's talks is no longer remembered; how often help was pointed to.
ALTER TABLE families ADD COLUMN region TEXT NOT NULL DEFAULT '';     -- behind the hyphen of ISO 3166-2; empty: not said
ALTER TABLE conversations ADD COLUMN guided_since BIGINT;            -- when that began of which guided_state tells; null: with the talk

-- Nothing that a child said before this moment is told to the mentor or to a model again.
CREATE TABLE forgotten_talk (
    child_id     TEXT   NOT NULL PRIMARY KEY,
    family_id    TEXT   NOT NULL,
    forgotten_at BIGINT NOT NULL
);
CREATE INDEX forgotten_talk_by_family ON forgotten_talk (family_id);

-- Figures of nobody: how often help lines were shown in a crisis.
CREATE TABLE referral_counts (
    month TEXT   NOT NULL,                                           -- 2026-11, UTC
    place TEXT   NOT NULL,                                           -- US-CA, GB; empty: not known
    kind  TEXT   NOT NULL,                                           -- a category of the safety engine, or follow_up
    shown BIGINT NOT NULL,
    PRIMARY KEY (month, place, kind)
);
