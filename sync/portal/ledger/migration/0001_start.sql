-- +goose Up
-- One text for SQLite and PostgreSQL. Times are Unix seconds in UTC.
CREATE TABLE code (
    secret     TEXT PRIMARY KEY, -- hexadecimal
    site       TEXT NOT NULL,
    office     TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    device     TEXT              -- who used it
);

CREATE TABLE device (
    id            TEXT PRIMARY KEY,
    public_key    TEXT NOT NULL, -- hexadecimal, as is the next
    transport_key TEXT NOT NULL,
    recipient     TEXT NOT NULL,
    site          TEXT NOT NULL,
    office        TEXT NOT NULL,
    enrolled_at   BIGINT NOT NULL,
    revoked_at    BIGINT,
    answer        BYTEA NOT NULL -- the signed answer to the enrolment
);

CREATE TABLE batch (
    id       TEXT PRIMARY KEY,
    device   TEXT NOT NULL REFERENCES device (id),
    sequence BIGINT NOT NULL,
    hash     TEXT NOT NULL, -- of the signed manifest
    previous TEXT NOT NULL,
    manifest BYTEA NOT NULL,
    UNIQUE (device, sequence)
);

CREATE TABLE object (
    name        TEXT PRIMARY KEY,
    size        BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    application TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    state       TEXT NOT NULL, -- wanted, held, quarantined
    reason      TEXT NOT NULL,
    held_at     BIGINT,
    data        BYTEA          -- absent where the bytes are a blob
);
CREATE INDEX object_application ON object (application);

CREATE TABLE batch_object (
    batch    TEXT NOT NULL REFERENCES batch (id),
    position BIGINT NOT NULL,
    object   TEXT NOT NULL REFERENCES object (name),
    PRIMARY KEY (batch, position)
);
CREATE INDEX batch_object_object ON batch_object (object);

CREATE TABLE application (
    id        TEXT PRIMARY KEY,
    device    TEXT NOT NULL REFERENCES device (id),
    office    TEXT NOT NULL,
    first_way TEXT NOT NULL,
    first_at  BIGINT NOT NULL,
    code      TEXT               -- known once somebody has opened a core
);
CREATE INDEX application_code ON application (code);

-- The key of a core or withdrawal: the first object under it stays.
CREATE TABLE revision (
    application TEXT NOT NULL REFERENCES application (id),
    number      BIGINT NOT NULL,
    object      TEXT NOT NULL REFERENCES object (name),
    PRIMARY KEY (application, number)
);

CREATE TABLE delivery (
    batch TEXT NOT NULL REFERENCES batch (id),
    way   TEXT NOT NULL,
    at    BIGINT NOT NULL
);
CREATE INDEX delivery_batch ON delivery (batch);

CREATE TABLE receipt (
    device   TEXT NOT NULL REFERENCES device (id),
    number   BIGINT NOT NULL,
    batch    TEXT NOT NULL REFERENCES batch (id),
    settled  BIGINT NOT NULL, -- objects that it names
    envelope BYTEA NOT NULL,
    PRIMARY KEY (device, number)
);
CREATE INDEX receipt_batch ON receipt (batch);

CREATE TABLE part (
    object TEXT NOT NULL,
    chunk  BIGINT NOT NULL,
    data   BYTEA NOT NULL,
    PRIMARY KEY (object, chunk)
);

CREATE TABLE bulletin (
    number BIGINT PRIMARY KEY,
    device TEXT NOT NULL, -- empty for all
    data   BYTEA NOT NULL
);

-- +goose Down
DROP TABLE bulletin;
DROP TABLE part;
DROP TABLE receipt;
DROP TABLE delivery;
DROP TABLE revision;
DROP TABLE application;
DROP TABLE batch_object;
DROP TABLE object;
DROP TABLE batch;
DROP TABLE device;
DROP TABLE code;
