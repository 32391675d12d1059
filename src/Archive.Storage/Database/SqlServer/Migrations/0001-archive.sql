-- Journal, index and what nodes know of each other, on SQL Server 2019 or later: what the scripts for SQLite and PostgreSQL say of tables and
-- columns holds here. All text is in the collation of the database, Latin1_General_100_BIN2_UTF8: UTF-8 that is compared by its bytes, so that ranges
-- and orders are the same as on the others. 768 bytes are 256 characters as .NET counts them, of which two have room in an index.

CREATE TABLE entity (
    id            BIGINT           NOT NULL IDENTITY PRIMARY KEY,
    name          VARCHAR(256)     NOT NULL,
    last_sequence BIGINT           NOT NULL,
    last_writer   UNIQUEIDENTIFIER NOT NULL
);
-- Who comes second with a new entity adds no row, and looks again.
CREATE UNIQUE INDEX entity_name ON entity (name) WITH (IGNORE_DUP_KEY = ON);

CREATE TABLE journal (
    position     BIGINT         NOT NULL PRIMARY KEY,
    entity_id    BIGINT         NOT NULL REFERENCES entity (id),
    sequence     BIGINT         NOT NULL,
    type         VARCHAR(64)    NOT NULL,
    version      INT            NOT NULL,
    committed_at BIGINT         NOT NULL,
    json         VARBINARY(MAX) NOT NULL, -- UTF-8: CAST(json AS VARCHAR(MAX)) shows it
    UNIQUE (entity_id, sequence)
);

CREATE TABLE study (
    id                         BIGINT         NOT NULL IDENTITY PRIMARY KEY,
    uid                        VARCHAR(64)    NOT NULL UNIQUE,
    patient_id                 VARCHAR(768)   NOT NULL,
    issuer_of_patient_id       VARCHAR(768)   NOT NULL,
    patient_name_alphabetic    VARCHAR(768)   NOT NULL,
    patient_name_ideographic   VARCHAR(768)   NOT NULL,
    patient_name_phonetic      VARCHAR(768)   NOT NULL,
    patient_name_sounds        VARCHAR(MAX)   NOT NULL,
    patient_birth_date         VARCHAR(8)     NOT NULL,
    patient_sex                VARCHAR(MAX)   NOT NULL,
    responsible_person         VARCHAR(MAX)   NOT NULL,
    study_date                 VARCHAR(8)     NOT NULL,
    study_time                 VARCHAR(MAX)   NOT NULL,
    accession_number           VARCHAR(768)   NOT NULL,
    study_id                   VARCHAR(MAX)   NOT NULL,
    study_description          VARCHAR(MAX)   NOT NULL,
    referring_name_alphabetic  VARCHAR(MAX)   NOT NULL,
    referring_name_ideographic VARCHAR(MAX)   NOT NULL,
    referring_name_phonetic    VARCHAR(MAX)   NOT NULL,
    attributes                 VARBINARY(MAX) NOT NULL,
    is_non_patient             INT            NOT NULL
);
CREATE INDEX study_patient ON study (patient_id, issuer_of_patient_id, study_date, id);
CREATE INDEX study_patient_name_alphabetic ON study (patient_name_alphabetic, id);
CREATE INDEX study_patient_name_ideographic ON study (patient_name_ideographic, id) WHERE patient_name_ideographic <> '';
CREATE INDEX study_patient_name_phonetic ON study (patient_name_phonetic, id) WHERE patient_name_phonetic <> '';
CREATE INDEX study_patient_birth_date ON study (patient_birth_date, id);
CREATE INDEX study_study_date ON study (study_date, id);
CREATE INDEX study_accession_number ON study (accession_number, id);

-- Trigrams of what is searched for by a part of it, written with the study: the server has no index of them.
CREATE TABLE study_trigram (
    part      INT         NOT NULL, -- which text, as SqlServerTrigrams numbers them
    trigram   VARCHAR(12) NOT NULL,
    study_id  BIGINT      NOT NULL REFERENCES study (id),
    PRIMARY KEY (part, trigram, study_id)
);
-- The trigrams are never behind.
CREATE TABLE study_text_progress (
    study_id BIGINT NOT NULL
);
INSERT INTO study_text_progress (study_id) VALUES (9223372036854775807);

CREATE TABLE study_modality (
    modality   VARCHAR(768) NOT NULL,
    study_date VARCHAR(8)   NOT NULL,
    study_id   BIGINT       NOT NULL REFERENCES study (id),
    PRIMARY KEY (modality, study_date, study_id) WITH (IGNORE_DUP_KEY = ON)
);

CREATE TABLE study_term (
    attribute BIGINT       NOT NULL,
    value     VARCHAR(768) NOT NULL,
    study_id  BIGINT       NOT NULL REFERENCES study (id),
    PRIMARY KEY (attribute, value, study_id) WITH (IGNORE_DUP_KEY = ON)
);

CREATE TABLE series (
    id                 BIGINT         NOT NULL IDENTITY PRIMARY KEY,
    study_id           BIGINT         NOT NULL REFERENCES study (id),
    uid                VARCHAR(64)    NOT NULL,
    modality           VARCHAR(MAX)   NOT NULL,
    series_number      VARCHAR(MAX)   NOT NULL,
    series_date        VARCHAR(8)     NOT NULL,
    series_time        VARCHAR(MAX)   NOT NULL,
    series_description VARCHAR(MAX)   NOT NULL,
    body_part_examined VARCHAR(MAX)   NOT NULL,
    attributes         VARBINARY(MAX) NOT NULL,
    UNIQUE (uid, study_id)
);
CREATE INDEX series_study ON series (study_id, id);

CREATE TABLE instance (
    id                  BIGINT         NOT NULL IDENTITY PRIMARY KEY,
    study_id            BIGINT         NOT NULL REFERENCES study (id),
    series_id           BIGINT         NOT NULL REFERENCES series (id),
    uid                 VARCHAR(64)    NOT NULL,
    sop_class_uid       VARCHAR(64)    NOT NULL,
    instance_number     VARCHAR(MAX)   NOT NULL,
    transfer_syntax_uid VARCHAR(64)    NOT NULL,
    blob_volume         BIGINT         NOT NULL,
    blob_offset         BIGINT         NOT NULL,
    blob_prefix_length  INT            NOT NULL,
    blob_data_length    BIGINT         NOT NULL,
    blob_crc32c         BIGINT         NOT NULL,
    received_at         BIGINT         NOT NULL,
    source_ae_title     VARCHAR(MAX)   NOT NULL,
    attributes          VARBINARY(MAX) NOT NULL,
    UNIQUE (uid, study_id)
);
CREATE INDEX instance_series_id ON instance (series_id, id);
CREATE INDEX instance_blob ON instance (blob_volume, blob_offset, id);

CREATE TABLE study_summary (
    study_id             BIGINT       NOT NULL PRIMARY KEY REFERENCES study (id),
    series_count         INT          NOT NULL,
    instance_count       INT          NOT NULL,
    modalities_in_study  VARCHAR(MAX) NOT NULL,
    sop_classes_in_study VARCHAR(MAX) NOT NULL
);

CREATE TABLE series_summary (
    series_id      BIGINT NOT NULL PRIMARY KEY REFERENCES series (id),
    instance_count INT    NOT NULL
);

CREATE TABLE instance_version (
    id                  BIGINT       NOT NULL IDENTITY PRIMARY KEY,
    study_id            BIGINT       NOT NULL REFERENCES study (id),
    series_uid          VARCHAR(64)  NOT NULL,
    uid                 VARCHAR(64)  NOT NULL,
    sop_class_uid       VARCHAR(64)  NOT NULL,
    transfer_syntax_uid VARCHAR(64)  NOT NULL,
    blob_volume         BIGINT       NOT NULL,
    blob_offset         BIGINT       NOT NULL,
    blob_prefix_length  INT          NOT NULL,
    blob_data_length    BIGINT       NOT NULL,
    blob_crc32c         BIGINT       NOT NULL,
    received_at         BIGINT       NOT NULL,
    source_ae_title     VARCHAR(MAX) NOT NULL,
    UNIQUE (blob_volume, blob_offset)
);
CREATE INDEX instance_version_study ON instance_version (study_id, uid, received_at, id);
CREATE INDEX instance_version_uid ON instance_version (uid, study_id, received_at, id);

-- One run of a node: every transaction of its journal holds this row to its end.
CREATE TABLE cluster_member (
    id         BIGINT       NOT NULL IDENTITY PRIMARY KEY,
    address    VARCHAR(256) NOT NULL,
    state      VARCHAR(8)   NOT NULL DEFAULT 'alive' CHECK (state IN ('alive', 'fenced', 'left')),
    is_formed  BIT          NOT NULL DEFAULT 0,
    version    VARCHAR(256) NOT NULL,
    request    VARCHAR(8)   CHECK (request IN ('drain', 'leave')), -- what an operator wants of it
    started_at BIGINT       NOT NULL,
    ended_at   BIGINT
);
CREATE INDEX cluster_member_alive ON cluster_member (id) WHERE state = 'alive';

CREATE TABLE cluster_heartbeat (
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES cluster_member (id) ON DELETE CASCADE,
    beat      BIGINT NOT NULL
);

CREATE TABLE cluster_lease (
    name  VARCHAR(256) NOT NULL PRIMARY KEY WITH (IGNORE_DUP_KEY = ON),
    owner VARCHAR(256) NOT NULL,
    until DATETIME2    NOT NULL -- UTC
);

CREATE TABLE volume_set (
    number     INT    NOT NULL PRIMARY KEY CHECK (number BETWEEN 0 AND 1023),
    owner      BIGINT REFERENCES cluster_member (id),
    is_adopted BIT    NOT NULL DEFAULT 0
);

CREATE TABLE released_blob (
    set_number  INT    NOT NULL,
    blob_volume BIGINT NOT NULL,
    blob_offset BIGINT NOT NULL,
    length      BIGINT NOT NULL,
    PRIMARY KEY (set_number, blob_volume, blob_offset) WITH (IGNORE_DUP_KEY = ON)
);

-- To which volumes this database belongs: the id lies in a file beside them, too.
CREATE TABLE archive_identity (
    number     INT         NOT NULL DEFAULT 1 CHECK (number = 1) PRIMARY KEY WITH (IGNORE_DUP_KEY = ON), -- there is one
    id         VARCHAR(32) NOT NULL,
    is_written BIT         NOT NULL DEFAULT 0
);

-- Who may call and who can be called: the same for all nodes that share this database.
CREATE TABLE peer (
    ae_title   VARCHAR(64)  NOT NULL PRIMARY KEY,
    options    VARCHAR(MAX) NOT NULL, -- JSON, as Archive:Peers has them in appsettings.json, without the AE title
    changed_at DATETIME2    NOT NULL DEFAULT SYSUTCDATETIME()
);

-- Every change there was, so that it can be told who changed what.
CREATE TABLE peer_change (
    id         BIGINT       NOT NULL IDENTITY PRIMARY KEY,
    changed_at DATETIME2    NOT NULL DEFAULT SYSUTCDATETIME(),
    changed_by VARCHAR(256) NOT NULL,
    ae_title   VARCHAR(64)  NOT NULL,
    before     VARCHAR(MAX), -- NULL: it was added
    after      VARCHAR(MAX)  -- NULL: it was removed
);

-- Counted up with each change. 0: nothing has ever been changed.
CREATE TABLE peer_version (
    only_row BIT    NOT NULL DEFAULT 1 PRIMARY KEY CHECK (only_row = 1),
    version  BIGINT NOT NULL DEFAULT 0
);
INSERT INTO peer_version DEFAULT VALUES;

-- Rows as they are handed over, by a parameter for all of one kind.
CREATE TYPE new_study AS TABLE (
    place                      INT            NOT NULL PRIMARY KEY,
    uid                        VARCHAR(64)    NOT NULL,
    patient_id                 VARCHAR(768)   NOT NULL,
    issuer_of_patient_id       VARCHAR(768)   NOT NULL,
    patient_name_alphabetic    VARCHAR(768)   NOT NULL,
    patient_name_ideographic   VARCHAR(768)   NOT NULL,
    patient_name_phonetic      VARCHAR(768)   NOT NULL,
    patient_name_sounds        VARCHAR(MAX)   NOT NULL,
    patient_birth_date         VARCHAR(8)     NOT NULL,
    patient_sex                VARCHAR(MAX)   NOT NULL,
    responsible_person         VARCHAR(MAX)   NOT NULL,
    study_date                 VARCHAR(8)     NOT NULL,
    study_time                 VARCHAR(MAX)   NOT NULL,
    accession_number           VARCHAR(768)   NOT NULL,
    study_id                   VARCHAR(MAX)   NOT NULL,
    study_description          VARCHAR(MAX)   NOT NULL,
    referring_name_alphabetic  VARCHAR(MAX)   NOT NULL,
    referring_name_ideographic VARCHAR(MAX)   NOT NULL,
    referring_name_phonetic    VARCHAR(MAX)   NOT NULL,
    attributes                 VARBINARY(MAX) NOT NULL,
    is_non_patient             INT            NOT NULL
);

CREATE TYPE new_series AS TABLE (
    place              INT            NOT NULL PRIMARY KEY,
    study              VARCHAR(64)    NOT NULL,
    uid                VARCHAR(64)    NOT NULL,
    modality           VARCHAR(MAX)   NOT NULL,
    series_number      VARCHAR(MAX)   NOT NULL,
    series_date        VARCHAR(8)     NOT NULL,
    series_time        VARCHAR(MAX)   NOT NULL,
    series_description VARCHAR(MAX)   NOT NULL,
    body_part_examined VARCHAR(MAX)   NOT NULL,
    attributes         VARBINARY(MAX) NOT NULL
);

CREATE TYPE new_instance AS TABLE (
    place               INT            NOT NULL PRIMARY KEY,
    study               VARCHAR(64)    NOT NULL,
    series              VARCHAR(64)    NOT NULL,
    uid                 VARCHAR(64)    NOT NULL,
    sop_class_uid       VARCHAR(64)    NOT NULL,
    instance_number     VARCHAR(MAX)   NOT NULL,
    transfer_syntax_uid VARCHAR(64)    NOT NULL,
    blob_volume         BIGINT         NOT NULL,
    blob_offset         BIGINT         NOT NULL,
    blob_prefix_length  INT            NOT NULL,
    blob_data_length    BIGINT         NOT NULL,
    blob_crc32c         BIGINT         NOT NULL,
    received_at         BIGINT         NOT NULL,
    source_ae_title     VARCHAR(MAX)   NOT NULL,
    attributes          VARBINARY(MAX) NOT NULL
);

CREATE TYPE new_study_modality AS TABLE (
    place    INT          NOT NULL PRIMARY KEY,
    study    VARCHAR(64)  NOT NULL,
    modality VARCHAR(768) NOT NULL
);

CREATE TYPE new_study_term AS TABLE (
    place     INT          NOT NULL PRIMARY KEY,
    study     VARCHAR(64)  NOT NULL,
    attribute BIGINT       NOT NULL,
    value     VARCHAR(768) NOT NULL
);

CREATE TYPE new_study_trigram AS TABLE (
    place     INT         NOT NULL PRIMARY KEY,
    study     VARCHAR(64) NOT NULL,
    part      INT         NOT NULL,
    trigram   VARCHAR(12) NOT NULL
);

CREATE TYPE new_study_summary AS TABLE (
    place          INT          NOT NULL PRIMARY KEY,
    study          VARCHAR(64)  NOT NULL,
    series_count   INT          NOT NULL,
    instance_count INT          NOT NULL,
    modalities     VARCHAR(MAX) NOT NULL,
    sop_classes    VARCHAR(MAX) NOT NULL
);

CREATE TYPE new_series_summary AS TABLE (
    place          INT         NOT NULL PRIMARY KEY,
    study          VARCHAR(64) NOT NULL,
    series         VARCHAR(64) NOT NULL,
    instance_count INT         NOT NULL
);

CREATE TYPE new_place AS TABLE (
    place              INT         NOT NULL PRIMARY KEY,
    study              VARCHAR(64) NOT NULL,
    uid                VARCHAR(64) NOT NULL, -- empty for a version, which its old place names
    from_volume        BIGINT      NOT NULL,
    from_offset        BIGINT      NOT NULL,
    blob_volume        BIGINT      NOT NULL,
    blob_offset        BIGINT      NOT NULL,
    blob_prefix_length INT         NOT NULL,
    blob_data_length   BIGINT      NOT NULL,
    blob_crc32c        BIGINT      NOT NULL
);

CREATE TYPE new_entity AS TABLE (
    place             INT              NOT NULL PRIMARY KEY,
    name              VARCHAR(256)     NOT NULL,
    expected_sequence BIGINT           NOT NULL,
    expected_writer   UNIQUEIDENTIFIER NOT NULL,
    last_sequence     BIGINT           NOT NULL,
    last_writer       UNIQUEIDENTIFIER NOT NULL
);

CREATE TYPE new_journal AS TABLE (
    place        INT            NOT NULL PRIMARY KEY,
    entity       VARCHAR(256)   NOT NULL,
    sequence     BIGINT         NOT NULL,
    type         VARCHAR(64)    NOT NULL,
    version      INT            NOT NULL,
    committed_at BIGINT         NOT NULL,
    json         VARBINARY(MAX) NOT NULL
);

CREATE TYPE new_released_blob AS TABLE (
    place       INT    NOT NULL PRIMARY KEY,
    set_number  INT    NOT NULL,
    blob_volume BIGINT NOT NULL,
    blob_offset BIGINT NOT NULL,
    length      BIGINT NOT NULL
);

CREATE TYPE new_peer AS TABLE (
    place    INT          NOT NULL PRIMARY KEY,
    ae_title VARCHAR(64)  NOT NULL,
    options  VARCHAR(MAX) NOT NULL
);

CREATE TYPE listed_number AS TABLE (
    place INT    NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TYPE listed_text AS TABLE (
    place INT           NOT NULL PRIMARY KEY,
    value VARCHAR(8000) NOT NULL
);
