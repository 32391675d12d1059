-- Who appended last to an entity. A writer that is not the last one and did not load what the last one left is refused, also
-- when the sequence number that it expects happens to be right. Written when another one writes, not with every append.
ALTER TABLE entity ADD COLUMN last_writer BLOB NOT NULL DEFAULT x'';
