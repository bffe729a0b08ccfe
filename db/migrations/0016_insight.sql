-- Whether a family wants insights for a child. No row: they are shown. Insights themselves are made anew from turns each
-- time and kept nowhere.
CREATE TABLE insight_choices (
    child_id   TEXT    NOT NULL PRIMARY KEY,
    family_id  TEXT    NOT NULL,
    is_shown   BOOLEAN NOT NULL,
    changed_by TEXT    NOT NULL,                      -- the guardian
    changed_at BIGINT  NOT NULL
);
CREATE INDEX insight_choices_by_family ON insight_choices (family_id);
