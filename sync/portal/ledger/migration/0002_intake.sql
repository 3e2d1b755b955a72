-- +goose Up
-- When an office takes applications, and how many on one day.
CREATE TABLE intake (
    office      TEXT PRIMARY KEY,
    calendar    TEXT NOT NULL,  -- JSON
    daily_limit BIGINT NOT NULL -- 0: it gives out no days
);

-- The line of a day: how many places of it are given.
CREATE TABLE intake_day (
    office TEXT NOT NULL,
    day    TEXT NOT NULL,       -- YYYY-MM-DD at the office
    given  BIGINT NOT NULL,
    PRIMARY KEY (office, day)
);

CREATE TABLE appointment (
    application TEXT PRIMARY KEY REFERENCES application (id),
    office      TEXT NOT NULL,
    day         TEXT NOT NULL,
    number      BIGINT NOT NULL, -- in that day's line, from 1
    UNIQUE (office, day, number)
);

-- What devices announced by network on a day in UTC.
CREATE TABLE quota (
    device TEXT NOT NULL REFERENCES device (id),
    day    BIGINT NOT NULL,     -- since 1970-01-01
    bytes  BIGINT NOT NULL,
    PRIMARY KEY (device, day)
);

-- +goose Down
DROP TABLE quota;
DROP TABLE appointment;
DROP TABLE intake_day;
DROP TABLE intake;
