-- +goose Up

-- By what an application is found as somebody types: the words of its answers and its code, folded as package store does it.
-- It is worked out from drafts and frozen answers, and made anew when the folding changes.
CREATE TABLE search (
    id          INTEGER PRIMARY KEY, -- in the order in which the applications were begun
    application TEXT NOT NULL UNIQUE,
    words       TEXT NOT NULL -- each behind a space
) STRICT;
