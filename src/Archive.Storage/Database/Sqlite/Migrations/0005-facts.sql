-- Facts of the workflow (scheduled and performed procedure steps, storage commitment): the row of a fact is its state after its last event, and what its
-- single writer goes on from.
CREATE TABLE fact (
    row_id     INTEGER PRIMARY KEY,
    kind       INTEGER NOT NULL, -- 1: worklist item, 2: performed procedure step, 3: storage commitment
    id         TEXT    NOT NULL,
    sequence   INTEGER NOT NULL, -- of the event that the state is after
    is_open    INTEGER NOT NULL, -- 1: still of the day's work
    due_at     INTEGER,          -- when something has to be done about it; NULL: never
    changed_at INTEGER NOT NULL,
    state      BLOB    NOT NULL, -- JSON: json(state) shows it
    UNIQUE (kind, id)
);
CREATE INDEX fact_due ON fact (kind, due_at, row_id) WHERE due_at IS NOT NULL;
CREATE INDEX fact_row ON fact (kind, is_open, row_id);

-- What facts are found by. Those that are closed stand apart: however many there are, who asks for open ones does not meet them.
CREATE TABLE fact_term (
    kind      INTEGER NOT NULL,
    is_open   INTEGER NOT NULL,
    attribute INTEGER NOT NULL, -- the tag
    value     TEXT    NOT NULL,
    fact      INTEGER NOT NULL REFERENCES fact (row_id),
    PRIMARY KEY (kind, is_open, attribute, value, fact)
) WITHOUT ROWID;
CREATE INDEX fact_term_fact ON fact_term (fact, attribute, value);

-- What facts refer to and is too long for a message between nodes. Never changed.
CREATE TABLE document (
    id         TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    content    BLOB    NOT NULL
);
