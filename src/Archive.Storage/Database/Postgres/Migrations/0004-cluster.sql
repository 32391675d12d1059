-- What nodes that share this database know of each other, and what each of them may write.

-- One run of a node. It may commit while it is alive: every transaction of its journal holds this row FOR SHARE. To fence it is to
-- set its state, which waits for the transaction that is under way; from then on it commits nothing, whatever it believes.
CREATE TABLE cluster_member (
    id         BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address    TEXT    COLLATE "C" NOT NULL,               -- host:port where other nodes reach it
    state      TEXT    COLLATE "C" NOT NULL DEFAULT 'alive' CHECK (state IN ('alive', 'fenced', 'left')),
    is_formed  BOOLEAN NOT NULL DEFAULT FALSE,             -- it is up in the cluster: others join there
    version    TEXT    NOT NULL,                           -- of the program
    request    TEXT    COLLATE "C" CHECK (request IN ('drain', 'leave')),  -- what an operator wants of it
    started_at BIGINT  NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX cluster_member_alive ON cluster_member (id) WHERE state = 'alive';

-- Counted up by a member that lives. In a table of its own: the journal's transactions hold the member's row, and must not wait for this.
CREATE TABLE cluster_heartbeat (
    member_id BIGINT PRIMARY KEY REFERENCES cluster_member (id) ON DELETE CASCADE,
    beat      BIGINT NOT NULL
);

-- Who may decide when the members cannot reach each other. A row and not an advisory lock: a lock dies with its connection.
CREATE TABLE cluster_lease (
    name  TEXT        COLLATE "C" PRIMARY KEY,
    owner TEXT        COLLATE "C" NOT NULL,
    until TIMESTAMPTZ NOT NULL
);

-- A folder of volumes that one member writes. Set 0 is the volumes directory itself. A volume's id is microseconds x 1024 + the number
-- of its set; ids below 2^53 are of set 0, from before there were sets.
CREATE TABLE volume_set (
    number     INTEGER PRIMARY KEY CHECK (number BETWEEN 0 AND 1023),
    owner      BIGINT  REFERENCES cluster_member (id),     -- NULL: free, and all its volumes are sealed
    is_adopted BOOLEAN NOT NULL DEFAULT FALSE              -- its owner ended without closing it: who has it now writes into none of its files
);

-- Blobs that a member released of a set that another one owns: where its owner gathers what is garbage.
CREATE TABLE released_blob (
    set_number  INTEGER NOT NULL,
    blob_volume BIGINT  NOT NULL,
    blob_offset BIGINT  NOT NULL,
    length      BIGINT  NOT NULL,                          -- of the whole record
    PRIMARY KEY (set_number, blob_volume, blob_offset)
);
