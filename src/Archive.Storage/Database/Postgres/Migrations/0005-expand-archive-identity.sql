-- To which volumes this database belongs: the id lies in a file beside them, too. A node that finds another one there, or none, has something
-- else mounted than the nodes that share this database.
CREATE TABLE archive_identity (
    number     INTEGER PRIMARY KEY DEFAULT 1 CHECK (number = 1),  -- there is one
    id         TEXT    COLLATE "C" NOT NULL,
    is_written BOOLEAN NOT NULL DEFAULT FALSE                     -- into the file, once and for all
);
