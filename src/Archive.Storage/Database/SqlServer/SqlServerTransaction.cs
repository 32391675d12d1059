using Archive.Storage.Index;
using static Archive.Storage.Database.IndexTable;

namespace Archive.Storage.Database.SqlServer;

/// <summary>What a group of appends writes, in one transaction: a statement or two for each table, however many rows there are.</summary>
/// <param name="member">The row that has to be alive; null: none.</param>
internal sealed class SqlServerTransaction(long? member)
{
    private const string UpdateEntities = """
        UPDATE entity SET last_sequence = new.last_sequence, last_writer = new.last_writer
        FROM @rows AS new JOIN entity WITH (ROWLOCK, UPDLOCK)
            ON entity.name = new.name AND entity.last_sequence = new.expected_sequence AND entity.last_writer = new.expected_writer
        """;

    private const string AddEntities = """
        INSERT INTO entity (name, last_sequence, last_writer) SELECT new.name, new.last_sequence, new.last_writer
        FROM @rows AS new WHERE new.expected_sequence = 0 ORDER BY new.place
        """;

    private const string AddEvents = """
        INSERT INTO journal (position, entity_id, sequence, type, version, committed_at, json)
        SELECT @last + new.place, entity.id, new.sequence, new.type, new.version, new.committed_at, new.json
        FROM @rows AS new JOIN entity ON entity.name = new.entity
        """;

    // Of a reserved entity there is one record.
    private const string RenewEvents = """
        UPDATE journal SET sequence = new.sequence, type = new.type, version = new.version, committed_at = new.committed_at, json = new.json
        FROM @rows AS new JOIN entity ON entity.name = new.entity JOIN journal ON journal.entity_id = entity.id
        """;

    private static readonly string AddStudies = $"INSERT INTO study ({List(StudyColumns)}) SELECT {List(StudyColumns, "new.")} FROM @rows AS new ORDER BY new.place";

    // What belongs to nothing is no row at all (NOT NULL).
    private static readonly string AddSeries = $"""
        INSERT INTO series (study_id, {List(SeriesColumns)}) SELECT study.id, {List(SeriesColumns, "new.")}
        FROM @rows AS new LEFT JOIN study ON study.uid = new.study ORDER BY new.place
        """;

    private static readonly string AddInstances = $"""
        INSERT INTO instance (study_id, series_id, {List(InstanceColumns)}) SELECT study.id, series.id, {List(InstanceColumns, "new.")}
        FROM @rows AS new LEFT JOIN study ON study.uid = new.study LEFT JOIN series ON series.uid = new.series AND series.study_id = study.id
        ORDER BY new.place
        """;

    private const string AddTrigrams = """
        INSERT INTO study_trigram (part, trigram, study_id) SELECT new.part, new.trigram, study.id FROM @rows AS new JOIN study ON study.uid = new.study
        """;

    // What is there already is left out.
    private const string AddModalities = """
        INSERT INTO study_modality (modality, study_date, study_id) SELECT new.modality, study.study_date, study.id
        FROM @rows AS new JOIN study ON study.uid = new.study
        """;

    private const string AddTerms = """
        INSERT INTO study_term (attribute, value, study_id) SELECT new.attribute, new.value, study.id FROM @rows AS new JOIN study ON study.uid = new.study
        """;

    // Nobody else writes these rows: the transaction has the study's entity.
    private static readonly string[] SetStudySummaries =
    [
        """
        UPDATE summary SET series_count = new.series_count, instance_count = new.instance_count, modalities_in_study = new.modalities,
            sop_classes_in_study = new.sop_classes
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN study_summary AS summary ON summary.study_id = study.id
        """,
        """
        INSERT INTO study_summary (study_id, series_count, instance_count, modalities_in_study, sop_classes_in_study)
        SELECT study.id, new.series_count, new.instance_count, new.modalities, new.sop_classes FROM @rows AS new JOIN study ON study.uid = new.study
        WHERE NOT EXISTS (SELECT 1 FROM study_summary AS summary WHERE summary.study_id = study.id)
        """,
    ];

    private static readonly string[] SetSeriesSummaries =
    [
        """
        UPDATE summary SET instance_count = new.instance_count
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN series ON series.uid = new.series AND series.study_id = study.id
            JOIN series_summary AS summary ON summary.series_id = series.id
        """,
        """
        INSERT INTO series_summary (series_id, instance_count) SELECT series.id, new.instance_count
        FROM @rows AS new JOIN study ON study.uid = new.study JOIN series ON series.uid = new.series AND series.study_id = study.id
        WHERE NOT EXISTS (SELECT 1 FROM series_summary AS summary WHERE summary.series_id = series.id)
        """,
    ];

    private static readonly string[] SetFacts =
    [
        """
        UPDATE fact SET sequence = new.sequence, is_open = new.is_open, due_at = new.due_at, changed_at = new.changed_at, state = new.state
        FROM @rows AS new JOIN fact ON fact.kind = new.kind AND fact.id = new.id
        """,
        """
        INSERT INTO fact (kind, id, sequence, is_open, due_at, changed_at, state)
        SELECT new.kind, new.id, new.sequence, new.is_open, new.due_at, new.changed_at, new.state FROM @rows AS new
        WHERE NOT EXISTS (SELECT 1 FROM fact WHERE fact.kind = new.kind AND fact.id = new.id) ORDER BY new.place
        """,
        """
        DELETE term FROM @rows AS new JOIN fact ON fact.kind = new.kind AND fact.id = new.id JOIN fact_term AS term ON term.fact = fact.row_id
        WHERE new.replaces_terms = 1
        """,
        """
        UPDATE term SET is_open = new.is_open
        FROM @rows AS new JOIN fact ON fact.kind = new.kind AND fact.id = new.id JOIN fact_term AS term ON term.fact = fact.row_id
        WHERE new.replaces_terms = 0 AND term.is_open <> new.is_open
        """,
    ];

    private const string AddFactTerms = """
        INSERT INTO fact_term (kind, is_open, attribute, value, fact) SELECT fact.kind, fact.is_open, new.attribute, new.value, fact.row_id
        FROM @rows AS new JOIN fact ON fact.kind = new.kind AND fact.id = new.id
        """;

    private const string AddDocuments = "INSERT INTO document (id, created_at, content) SELECT new.id, new.created_at, new.content FROM @rows AS new";

    private readonly IndexRows<SqlServerRows> _index = new(table => new SqlServerRows("new_" + table.Name, table.Columns));
    private readonly SqlServerRows _trigrams = new("new_study_trigram", "study", "part", "trigram");
    private readonly SqlServerChanges _changes = new();

    /// <summary>Name, and the last sequence number and who wrote it: as they were read, and as they are to be.</summary>
    public SqlServerRows Entities { get; } = new("new_entity", "name", "expected_sequence", "expected_writer", "last_sequence", "last_writer");

    /// <summary>The entity's name, sequence number, type, version, time and JSON.</summary>
    public SqlServerRows Events { get; } = CreateEvents();

    /// <summary>The same, in the place of the one that the entity has.</summary>
    public SqlServerRows RenewedEvents { get; } = CreateEvents();

    public void Clear()
    {
        Entities.Clear();
        Events.Clear();
        RenewedEvents.Clear();
        _index.Clear();
        _trigrams.Clear();
        _changes.Clear();
    }

    public void Add(IndexChange change, long committedAt)
    {
        if (!_index.TryAdd(change, committedAt))
            _changes.Add(change);
        if (change is AddStudy add)
        {
            foreach (var (part, trigram) in SqlServerTrigrams.Of(add.Attributes))
                _trigrams.Next().With(add.Study.Value).With(part).With(trigram);
        }
    }

    /// <summary>All that was added since <see cref="Clear"/>. Where that is nothing it is still found out whether this node may commit.</summary>
    public SqlServerBatch ToBatch()
    {
        var batch = new SqlServerBatch();
        if (member is { } id)
        {
            // A lock and no version: whoever fences this member waits for the transaction, or is seen here.
            batch.By(id).Throw(
                "NOT EXISTS (SELECT 1 FROM cluster_member WITH (HOLDLOCK, ROWLOCK) WHERE id = @me AND state = 'alive')", SqlServerErrors.Fenced, "Fenced.");
        }

        if (Entities.Count == 0)
            return batch;
        batch.Add("DECLARE @changed INT, @last BIGINT").Add(UpdateEntities, Entities).Add("SET @changed = @@ROWCOUNT").Add(AddEntities, Entities)
            .Throw($"@changed + @@ROWCOUNT <> {batch.CountOf(Entities)}", SqlServerErrors.GivenUp, "Another transaction was faster.");
        AddIndex(batch);

        // Who waits for the positions holds no record of the journal: whoever has them may read it.
        if (Events.Count > 0)
            batch.TakeLock("archive journal").Add("SET @last = (SELECT coalesce(max(position), 0) FROM journal WITH (READCOMMITTEDLOCK))");
        if (RenewedEvents.Count > 0)
            batch.Add(RenewEvents, RenewedEvents);
        return Events.Count == 0 ? batch : batch.Add(AddEvents, Events);
    }

    private static SqlServerRows CreateEvents() => new("new_journal", "entity", "sequence", "type", "version", "committed_at", "json");

    private void AddIndex(SqlServerBatch batch)
    {
        _index.AddSummaries();
        AddAll(_index.Studies, AddStudies);
        AddAll(_trigrams, AddTrigrams);
        AddAll(_index.Series, AddSeries);
        AddAll(_index.Instances, AddInstances);
        AddAll(_index.Modalities, AddModalities);
        AddAll(_index.Terms, AddTerms);
        _changes.AddTo(batch);
        AddAll(_index.StudySummaries, SetStudySummaries);
        AddAll(_index.SeriesSummaries, SetSeriesSummaries);
        AddAll(_index.Facts, SetFacts);
        AddAll(_index.FactTerms, AddFactTerms);
        AddAll(_index.Documents, AddDocuments);

        void AddAll(SqlServerRows rows, params string[] statements)
        {
            if (rows.Count == 0)
                return;
            foreach (var statement in statements)
                batch.Add(statement, rows);
        }
    }
}
