-- Who may call and who can be called: the same for all nodes that share this database.

CREATE TABLE peer (
    ae_title   TEXT        COLLATE "C" PRIMARY KEY,
    options    JSONB       NOT NULL,                       -- as Archive:Peers has them in appsettings.json, without the AE title
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Every change there was, so that it can be told who changed what.
CREATE TABLE peer_change (
    id         BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    changed_by TEXT        NOT NULL,
    ae_title   TEXT        COLLATE "C" NOT NULL,
    before     JSONB,                                      -- NULL: it was added
    after      JSONB                                       -- NULL: it was removed
);

-- Counted up with each change. Nodes look at it, and who changes something locks it first. 0: nothing has ever been changed.
CREATE TABLE peer_version (
    only_row BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (only_row),
    version  BIGINT  NOT NULL DEFAULT 0
);
INSERT INTO peer_version DEFAULT VALUES;
