-- The journal (ordered history of every entity) and the index (what queries and retrievals read), one database so that
-- one transaction covers both.
--
-- Instants are UTC in microseconds since 1970-01-01T00:00:00Z. Text is UTF-8 and never NULL: an absent or empty attribute
-- is ''. Dates are YYYYMMDD and times HHMMSSFFFFFF, or '' when what was received is neither; numbers and text are without
-- their padding. Names are folded for matching, a column for each component group (PS3.5 6.2.1). The columns hold what is
-- matched; "attributes" holds the attributes of the level as they were received: an Explicit VR Little Endian data set with
-- its own Specific Character Set.

CREATE TABLE entity (
    id   INTEGER PRIMARY KEY,
    name TEXT    NOT NULL UNIQUE
);

-- The unique key on (entity_id, sequence) is what a stale writer fails on, whatever it believes. Positions are dense.
CREATE TABLE journal (
    position     INTEGER PRIMARY KEY,
    entity_id    INTEGER NOT NULL REFERENCES entity (id),
    sequence     INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    committed_at INTEGER NOT NULL,
    json         TEXT    NOT NULL,
    UNIQUE (entity_id, sequence)
);

CREATE TABLE study (
    id                           INTEGER PRIMARY KEY,
    uid                          TEXT    NOT NULL UNIQUE,
    patient_id                   TEXT    NOT NULL,
    issuer_of_patient_id         TEXT    NOT NULL,
    patient_name_alphabetic      TEXT    NOT NULL,
    patient_name_ideographic     TEXT    NOT NULL,
    patient_name_phonetic        TEXT    NOT NULL,
    patient_birth_date           TEXT    NOT NULL,
    patient_sex                  TEXT    NOT NULL,
    study_date                   TEXT    NOT NULL,
    study_time                   TEXT    NOT NULL,
    accession_number             TEXT    NOT NULL,
    study_id                     TEXT    NOT NULL,
    study_description            TEXT    NOT NULL,
    referring_name_alphabetic    TEXT    NOT NULL,
    referring_name_ideographic   TEXT    NOT NULL,
    referring_name_phonetic      TEXT    NOT NULL,
    attributes                   BLOB    NOT NULL,
    is_non_patient               INTEGER NOT NULL -- 1: stands for an object that has no study, under the object's UID
);
CREATE INDEX study_patient_id ON study (patient_id);
CREATE INDEX study_patient_name_alphabetic ON study (patient_name_alphabetic);
CREATE INDEX study_patient_name_ideographic ON study (patient_name_ideographic) WHERE patient_name_ideographic <> '';
CREATE INDEX study_patient_name_phonetic ON study (patient_name_phonetic) WHERE patient_name_phonetic <> '';
CREATE INDEX study_study_date ON study (study_date);
CREATE INDEX study_accession_number ON study (accession_number);

CREATE TABLE series (
    id                 INTEGER PRIMARY KEY,
    study_id           INTEGER NOT NULL REFERENCES study (id),
    uid                TEXT    NOT NULL,
    modality           TEXT    NOT NULL,
    series_number      TEXT    NOT NULL,
    series_date        TEXT    NOT NULL,
    series_time        TEXT    NOT NULL,
    series_description TEXT    NOT NULL,
    body_part_examined TEXT    NOT NULL,
    attributes         BLOB    NOT NULL,
    UNIQUE (uid, study_id)
);
CREATE INDEX series_study_id ON series (study_id, modality);

-- A SOP Instance UID that two studies hold is two rows: each study has its own writer, who knows no other study.
CREATE TABLE instance (
    id                  INTEGER PRIMARY KEY,
    study_id            INTEGER NOT NULL REFERENCES study (id),
    series_id           INTEGER NOT NULL REFERENCES series (id),
    uid                 TEXT    NOT NULL,
    sop_class_uid       TEXT    NOT NULL,
    instance_number     TEXT    NOT NULL,
    transfer_syntax_uid TEXT    NOT NULL,
    blob_volume         INTEGER NOT NULL,
    blob_offset         INTEGER NOT NULL,
    blob_prefix_length  INTEGER NOT NULL,
    blob_data_length    INTEGER NOT NULL,
    blob_crc32c         INTEGER NOT NULL,
    received_at         INTEGER NOT NULL,
    source_ae_title     TEXT    NOT NULL,
    attributes          BLOB    NOT NULL,
    UNIQUE (uid, study_id)
);
CREATE INDEX instance_series_id ON instance (series_id);
CREATE INDEX instance_blob ON instance (blob_volume, blob_offset);

-- What changes with every object stands apart from the wide rows: a commit rewrites whole pages.
CREATE TABLE study_summary (
    study_id            INTEGER PRIMARY KEY REFERENCES study (id),
    series_count        INTEGER NOT NULL,
    instance_count      INTEGER NOT NULL,
    modalities_in_study TEXT    NOT NULL,
    sop_classes_in_study TEXT   NOT NULL
);

CREATE TABLE series_summary (
    series_id      INTEGER PRIMARY KEY REFERENCES series (id),
    instance_count INTEGER NOT NULL
);
