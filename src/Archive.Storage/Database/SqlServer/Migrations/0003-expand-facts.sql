-- Facts of the workflow: what the script for SQLite says of tables and columns holds here. An earlier version has none, and knows nothing of their events.
CREATE TABLE fact (
    row_id     BIGINT         NOT NULL IDENTITY PRIMARY KEY,
    kind       INT            NOT NULL,
    id         VARCHAR(128)   NOT NULL,
    sequence   BIGINT         NOT NULL,
    is_open    INT            NOT NULL,
    due_at     BIGINT,
    changed_at BIGINT         NOT NULL,
    state      VARBINARY(MAX) NOT NULL, -- CAST(state AS VARCHAR(MAX)) shows it
    UNIQUE (kind, id)
);
CREATE INDEX fact_due ON fact (kind, due_at, row_id) WHERE due_at IS NOT NULL;
CREATE INDEX fact_row ON fact (kind, is_open, row_id);

CREATE TABLE fact_term (
    kind      INT          NOT NULL,
    is_open   INT          NOT NULL,
    attribute BIGINT       NOT NULL,
    value     VARCHAR(768) NOT NULL,
    fact      BIGINT       NOT NULL REFERENCES fact (row_id),
    PRIMARY KEY (kind, is_open, attribute, value, fact)
);
CREATE INDEX fact_term_fact ON fact_term (fact, attribute, value);

CREATE TABLE document (
    id         VARCHAR(128)   NOT NULL PRIMARY KEY,
    created_at BIGINT         NOT NULL,
    content    VARBINARY(MAX) NOT NULL
);

CREATE TYPE new_fact AS TABLE (
    place          INT            NOT NULL PRIMARY KEY,
    kind           INT            NOT NULL,
    id             VARCHAR(128)   NOT NULL,
    sequence       BIGINT         NOT NULL,
    is_open        INT            NOT NULL,
    due_at         BIGINT,
    changed_at     BIGINT         NOT NULL,
    state          VARBINARY(MAX) NOT NULL,
    replaces_terms INT            NOT NULL
);

CREATE TYPE new_fact_term AS TABLE (
    place     INT          NOT NULL PRIMARY KEY,
    kind      INT          NOT NULL,
    id        VARCHAR(128) NOT NULL,
    attribute BIGINT       NOT NULL,
    value     VARCHAR(768) NOT NULL
);

CREATE TYPE new_document AS TABLE (
    place      INT            NOT NULL PRIMARY KEY,
    id         VARCHAR(128)   NOT NULL,
    created_at BIGINT         NOT NULL,
    content    VARBINARY(MAX) NOT NULL
);
