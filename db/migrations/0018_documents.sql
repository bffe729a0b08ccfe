-- What families are told in writing, as it stood, and what guardians answered to it (server/documents).

-- Every version that this installation has published: the words, and the facts that they were made of. Rows are never changed.
CREATE TABLE document_versions (
    kind         TEXT   NOT NULL,                    -- terms, privacy …
    number       BIGINT NOT NULL,                    -- 1, 2, 3 … of a kind: the last one is shown
    version      TEXT   NOT NULL,
    binding      TEXT   NOT NULL,                    -- changes with what is material, and with nothing else
    statements   TEXT   NOT NULL,                    -- JSON: what the configuration says in it
    body         TEXT   NOT NULL,                    -- English, as it was shown
    published_at BIGINT NOT NULL,
    PRIMARY KEY (kind, number)
);

-- Who has checked a text for the operator.
CREATE TABLE document_reviews (
    kind        TEXT   NOT NULL,
    binding     TEXT   NOT NULL,
    reviewer    TEXT   NOT NULL,
    reviewed_at BIGINT NOT NULL,
    PRIMARY KEY (kind, binding)
);

-- What guardians answered. Rows are never changed, and removed with their family alone.
CREATE TABLE document_answers (
    family_id   TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    number      BIGINT NOT NULL,                     -- 1, 2, 3 … in a family
    guardian_id TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    version     TEXT   NOT NULL,                     -- of the text that was shown
    binding     TEXT   NOT NULL,
    answer      TEXT   NOT NULL,                     -- accepted, declined, read
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (family_id, number)
);
CREATE INDEX document_answers_by_guardian ON document_answers (guardian_id);
