-- A child's course over days: levels by day, and no words. What is not sealed tells no more than that a child was here.
CREATE TABLE trajectories (
    child_id  TEXT   NOT NULL PRIMARY KEY,
    family_id TEXT   NOT NULL,
    noted_at  BIGINT NOT NULL,
    course    BYTEA,                                   -- sealed; nothing of a protected turn is in it
    guard     BYTEA                                    -- sealed with the protected key: until when no guardian is told
);
CREATE INDEX trajectories_by_family ON trajectories (family_id);
CREATE INDEX trajectories_by_time ON trajectories (noted_at);
