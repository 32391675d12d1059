-- Studies of which an indexed column may have the beginning and the digest of a value instead of all of it: hardly any. A search within texts looks at each.
CREATE INDEX study_shortened ON study (id) WHERE
    greatest(octet_length(patient_id), octet_length(issuer_of_patient_id), octet_length(patient_name_alphabetic),
        octet_length(patient_name_ideographic), octet_length(patient_name_phonetic), octet_length(accession_number)) > 255;
