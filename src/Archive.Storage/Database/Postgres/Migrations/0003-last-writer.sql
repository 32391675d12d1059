-- What the script for SQLite says of the last writer holds here. The entity's row has its last sequence number besides: of two
-- transactions that append to an entity the second waits for that row, and then sees what the first one left.
ALTER TABLE entity ADD COLUMN last_sequence BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN last_writer UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
UPDATE entity SET last_sequence = (SELECT coalesce(max(sequence), 0) FROM journal WHERE entity_id = entity.id);

-- Makes room for an append's events behind the expected sequence number. Returns the entity's id, or NULL when the writer is stale.
CREATE FUNCTION advance_entity(entity_name TEXT, expected_sequence BIGINT, events BIGINT, writer UUID, loaded_at BIGINT) RETURNS BIGINT LANGUAGE sql AS $$
    INSERT INTO entity (name, last_writer) SELECT entity_name, writer WHERE expected_sequence = 0 ON CONFLICT (name) DO NOTHING;
    UPDATE entity SET last_sequence = expected_sequence + events, last_writer = writer
    WHERE name = entity_name AND last_sequence = expected_sequence AND (last_writer = writer OR expected_sequence = loaded_at)
    RETURNING id;
$$;
