-- What searches walk: indexes whose order is that of the pages of a query, and tables of what many studies have.
-- The functions study_terms and series_terms are the archive's own: they read encoded attributes and give JSON.

-- By patient, and the newest study of each first when walked backwards.
DROP INDEX study_patient_id;
CREATE INDEX study_patient ON study (patient_id, issuer_of_patient_id, study_date);
CREATE INDEX study_patient_birth_date ON study (patient_birth_date);

-- Series of a study in the order of their ids.
DROP INDEX series_study_id;
CREATE INDEX series_study ON series (study_id);

-- The studies that have a modality, by date: a row is written with the first series of its modality.
CREATE TABLE study_modality (
    modality   TEXT    NOT NULL,
    study_date TEXT    NOT NULL,
    study_id   INTEGER NOT NULL REFERENCES study (id),
    PRIMARY KEY (modality, study_date, study_id)
) WITHOUT ROWID;
INSERT INTO study_modality (modality, study_date, study_id)
SELECT DISTINCT series.modality, study.study_date, study.id FROM series JOIN study ON study.id = series.study_id WHERE series.modality <> '';

-- Values that studies are searched for by and have any number of, of their own or of their series.
CREATE TABLE study_term (
    attribute INTEGER NOT NULL, -- the tag, behind the tag of the sequence that it is in
    value     TEXT    NOT NULL,
    study_id  INTEGER NOT NULL REFERENCES study (id),
    PRIMARY KEY (attribute, value, study_id)
) WITHOUT ROWID;
INSERT OR IGNORE INTO study_term (attribute, value, study_id)
SELECT json_extract(term.value, '$[0]'), json_extract(term.value, '$[1]'), study.id FROM study JOIN json_each(study_terms(study.attributes)) AS term
UNION ALL
SELECT json_extract(term.value, '$[0]'), json_extract(term.value, '$[1]'), series.study_id FROM series JOIN json_each(series_terms(series.attributes)) AS term;

-- Trigrams of what is searched for by a part of it. Written some time after the study, many at once: to merge trigrams into
-- the index costs more than all else that is stored of a study. Studies after the one in study_text_progress are not there yet.
CREATE VIRTUAL TABLE study_text USING fts5 (
    patient_name, patient_name_sounds, patient_id, accession_number, study_id, study_description, referring_name, responsible_person,
    content = '', columnsize = 0, detail = column, tokenize = 'trigram case_sensitive 1'
);
CREATE TABLE study_text_progress (
    study_id INTEGER NOT NULL
);
INSERT INTO study_text_progress (study_id) VALUES (0);
