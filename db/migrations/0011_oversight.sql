-- What a guardian may see of a child's talks, and who looked. Levels and times, no words.

CREATE TABLE oversight_changes (
    id           TEXT   NOT NULL PRIMARY KEY,
    family_id    TEXT   NOT NULL,
    child_id     TEXT   NOT NULL,
    level        TEXT   NOT NULL,                     -- titles, summary, excerpts, transcript
    level_before TEXT   NOT NULL,
    age_band     TEXT   NOT NULL,                     -- the child's, when it was chosen
    changed_by   TEXT   NOT NULL,                     -- the guardian
    changed_at   BIGINT NOT NULL,
    told_at      BIGINT                               -- when the child was shown it; until then a wider level counts for nothing
);
CREATE INDEX oversight_changes_by_child ON oversight_changes (child_id, changed_at);
CREATE INDEX oversight_changes_by_family ON oversight_changes (family_id);

CREATE TABLE looks (
    id          TEXT   NOT NULL PRIMARY KEY,
    family_id   TEXT   NOT NULL,
    child_id    TEXT   NOT NULL,
    guardian_id TEXT   NOT NULL,
    level       TEXT   NOT NULL,                      -- what was looked at: titles, summary, excerpts, transcript
    looked_at   BIGINT NOT NULL
);
CREATE INDEX looks_by_child ON looks (child_id, looked_at);
CREATE INDEX looks_by_family ON looks (family_id);
