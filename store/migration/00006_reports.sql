-- +goose Up

-- How many new applications of a day had what in common. No row tells which application it counted, so it outlives every
-- purge. A day is that of the kiosk's clock when the application was handed in.
CREATE TABLE tally (
    day   TEXT NOT NULL,    -- YYYY-MM-DD
    topic TEXT NOT NULL CHECK (topic IN ('office', 'language', 'verdict', 'lacking', 'minutes')),
    value TEXT NOT NULL,    -- a code of the topic; empty where nobody allowed it to be counted
    count INTEGER NOT NULL,
    PRIMARY KEY (day, topic, value)
) STRICT, WITHOUT ROWID;

-- Which applications were counted, so that one which is sent back and handed in again counts once.
CREATE TABLE counted (
    application TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO counted SELECT DISTINCT application FROM revision;

-- How long a draft has been worked on, until it is handed in or dropped: the time between one answer and the next, but for pauses of more than ten minutes.
CREATE TABLE effort (
    application TEXT PRIMARY KEY,
    worked      INTEGER NOT NULL -- milliseconds
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER effort_grows
AFTER UPDATE OF saved_at ON draft
WHEN NEW.revision = 1 AND NEW.saved_at > OLD.saved_at AND NEW.saved_at - OLD.saved_at <= 600000
BEGIN
    INSERT INTO effort VALUES (NEW.application, NEW.saved_at - OLD.saved_at)
    ON CONFLICT (application) DO UPDATE SET worked = worked + excluded.worked;
END;
-- +goose StatementEnd

-- What was handed in before is counted as far as it is still here; how long it took is not known.
INSERT INTO tally
SELECT date(captured_at / 1000, 'unixepoch', 'localtime'), 'office',
       coalesce(json_extract(record, '$.answers.office'),
                (SELECT json_extract(CAST(value AS TEXT), '$.office') FROM setting WHERE name = 'settings'), ''), count(*)
FROM revision LEFT JOIN frozen USING (application, number)
WHERE number = 1 GROUP BY 1, 3;

INSERT INTO tally
SELECT date(captured_at / 1000, 'unixepoch', 'localtime'), 'language',
       CASE WHEN json_extract(record, '$.answers.consent.purposes.statistics')
            THEN coalesce(json_extract(record, '$.answers.language'), 'unknown') ELSE '' END, count(*)
FROM revision LEFT JOIN frozen USING (application, number)
WHERE number = 1 GROUP BY 1, 3;

INSERT INTO tally
SELECT date(captured_at / 1000, 'unixepoch', 'localtime'), 'verdict',
       CASE WHEN json_extract(record, '$.answers.consent.purposes.statistics')
            THEN coalesce(json_extract(record, '$.answers.assessment.verdict'), 'unknown') ELSE '' END, count(*)
FROM revision LEFT JOIN frozen USING (application, number)
WHERE number = 1 GROUP BY 1, 3;

INSERT INTO tally
SELECT date(captured_at / 1000, 'unixepoch', 'localtime'), 'lacking', field.value, count(*)
FROM revision JOIN frozen USING (application, number),
     json_each('["' || replace(lacking, char(10), '","') || '"]') AS field
WHERE number = 1 AND lacking <> '' AND json_extract(record, '$.answers.consent.purposes.statistics')
GROUP BY 1, 3;
