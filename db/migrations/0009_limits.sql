-- What a family has settled for a child: minutes a day, quiet hours, topics. What is not sealed tells no more than that
-- something was settled, and when.
CREATE TABLE child_limits (
    child_id     TEXT   NOT NULL PRIMARY KEY,
    family_id    TEXT   NOT NULL,
    version      BIGINT NOT NULL,                      -- counts the changes, from 1
    seen_version BIGINT NOT NULL,                      -- the last one that the child has been told of
    changed_at   BIGINT NOT NULL,
    rules        BYTEA  NOT NULL                       -- sealed with the family key
);
CREATE INDEX child_limits_by_family ON child_limits (family_id);
