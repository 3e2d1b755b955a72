-- +goose Up

-- By what an application is found as somebody types: the words of its answers and its code, folded as package store does it.
-- It is worked out from drafts and frozen answers, and made anew when the folding changes.
CREATE TABLE search (
    id          INTEGER PRIMARY KEY,
    application TEXT NOT NULL UNIQUE,
    words       TEXT NOT NULL -- each behind a space, in order
) STRICT;

-- The same words, by which those with few applications are looked up.
CREATE TABLE word (
    word   TEXT NOT NULL,
    search INTEGER NOT NULL REFERENCES search (id),
    PRIMARY KEY (word, search)
) STRICT, WITHOUT ROWID;
