-- What came under a SOP Instance UID that was there with other content, and is not the current one: kept for good. "instance"
-- has the current one. A version may name another series than the current one, and one that the study does not have.
CREATE TABLE instance_version (
    id                  INTEGER PRIMARY KEY,
    study_id            INTEGER NOT NULL REFERENCES study (id),
    series_uid          TEXT    NOT NULL,
    uid                 TEXT    NOT NULL,
    sop_class_uid       TEXT    NOT NULL,
    transfer_syntax_uid TEXT    NOT NULL,
    blob_volume         INTEGER NOT NULL,
    blob_offset         INTEGER NOT NULL,
    blob_prefix_length  INTEGER NOT NULL,
    blob_data_length    INTEGER NOT NULL,
    blob_crc32c         INTEGER NOT NULL,
    received_at         INTEGER NOT NULL,
    source_ae_title     TEXT    NOT NULL,
    UNIQUE (blob_volume, blob_offset)
);
CREATE INDEX instance_version_study ON instance_version (study_id, uid, received_at);
CREATE INDEX instance_version_uid ON instance_version (uid, study_id, received_at);
