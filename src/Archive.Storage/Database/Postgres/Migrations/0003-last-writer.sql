-- What the script for SQLite says of the last writer holds here. The entity's row has its last sequence number besides: of two
-- transactions that append to an entity the second waits for that row, and then sees what the first one left.
ALTER TABLE entity ADD COLUMN last_sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN last_writer UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
UPDATE entity SET last_sequence = (SELECT coalesce(max(sequence), 0) FROM journal WHERE entity_id = entity.id);

-- Takes what follows the last position of the journal, which is returned: others wait until the transaction has ended, so that positions have no gap
-- and become visible in their order. Volatile: what it reads it reads after it has waited.
CREATE FUNCTION take_journal() RETURNS BIGINT LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(4706898538302686466);
    RETURN (SELECT coalesce(max(position), 0) FROM journal);
END
$$;
