-- What a guardian has agreed to, by purpose and by whom the data go to (server/consent). The ledger only grows: rows are never
-- changed, and removed with their family alone.

CREATE TABLE consents (
    family_id      TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    number         BIGINT NOT NULL,                    -- 1, 2, 3 … in a family: the last one about a use is in force
    guardian_id    TEXT,                               -- NULL: an upgrade wrote it
    purpose        TEXT   NOT NULL,                    -- consent::id_of(Purpose)
    processor      TEXT   NOT NULL,                    -- consent::Use::processor; empty: whoever it was
    event          TEXT   NOT NULL,                    -- given, withdrawn, lapsed
    method         TEXT   NOT NULL,                    -- statement, email_plus, signed_form …; how a guardian was known
    notice_version TEXT   NOT NULL,
    terms          TEXT   NOT NULL,                    -- hash over what the notice said of this use
    evidence       TEXT   NOT NULL,                    -- of the method: the form's hash; never a document
    undo_hash      TEXT,                               -- SHA-256 of the token in the mail that can take it back
    recorded_at    BIGINT NOT NULL,
    PRIMARY KEY (family_id, number)
);
CREATE INDEX consents_by_undo ON consents (undo_hash);

CREATE TABLE consent_forms (
    id             TEXT   NOT NULL PRIMARY KEY,
    family_id      TEXT   NOT NULL REFERENCES families (id) ON DELETE CASCADE,
    guardian_id    TEXT   NOT NULL,
    code           TEXT   NOT NULL,                    -- printed on the paper
    uses           TEXT   NOT NULL,                    -- "answers api.example.org", one a line
    notice_version TEXT   NOT NULL,
    state          TEXT   NOT NULL,                    -- open, sent, approved, rejected, replaced
    file_type      TEXT   NOT NULL,                    -- application/pdf …; empty: nothing was sent
    file_hash      TEXT   NOT NULL,                    -- SHA-256; stays when the file is gone
    created_at     BIGINT NOT NULL,
    sent_at        BIGINT,
    decided_at     BIGINT,
    decided_by     TEXT   NOT NULL,                    -- of staff; empty: nobody yet
    reason         TEXT   NOT NULL                     -- of a rejection
);
CREATE INDEX consent_forms_by_family ON consent_forms (family_id);
CREATE INDEX consent_forms_by_state ON consent_forms (state);

CREATE TABLE consent_form_pieces (
    form_id TEXT   NOT NULL REFERENCES consent_forms (id) ON DELETE CASCADE,
    number  BIGINT NOT NULL,                           -- 0, 1, 2 …
    sealed  BYTEA  NOT NULL,                           -- a piece of the file, with the family key
    PRIMARY KEY (form_id, number)
);

-- Families from before: nobody has agreed to this notice yet, and what the old switch allowed has to be agreed to anew.
INSERT INTO consents (family_id, number, purpose, processor, event, method, notice_version, terms, evidence, recorded_at)
SELECT id, 1, 'account', 'here', 'lapsed', 'setting', '', '', '', created_at FROM families;
INSERT INTO consents (family_id, number, purpose, processor, event, method, notice_version, terms, evidence, recorded_at)
SELECT id, 2, 'answers', '', 'lapsed', 'setting', '', '', '', created_at FROM families WHERE allow_third_party;

ALTER TABLE families DROP COLUMN allow_third_party;
