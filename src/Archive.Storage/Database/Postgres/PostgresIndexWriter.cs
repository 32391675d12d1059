using Archive.Storage.Index;
using Npgsql;
using static Archive.Storage.Database.IndexTable;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Gathers the index changes of a transaction and writes them by a statement for each kind. What belongs to nothing is no row at all (NOT NULL). What is new
/// comes first; what changes that, or comes seldom, behind it and in its order.
/// </summary>
internal sealed class PostgresIndexWriter
{
    private static readonly Dictionary<IndexTable, string> Statements = new()
    {
        [Studies] = $"INSERT INTO study ({List(StudyColumns)}) SELECT {List(StudyColumns)} FROM {PostgresRows.Table(Studies.Columns)} ORDER BY place",
        [Series] = $"""
            INSERT INTO series (study_id, {List(SeriesColumns)}) SELECT study.id, {List(SeriesColumns, "new.")}
            FROM {PostgresRows.Table(Series.Columns)} LEFT JOIN study ON study.uid = new.study ORDER BY place
            """,
        [Instances] = $"""
            INSERT INTO instance (study_id, series_id, {List(InstanceColumns)}) SELECT study.id, series.id, {List(InstanceColumns, "new.")}
            FROM {PostgresRows.Table(Instances.Columns)}
                LEFT JOIN study ON study.uid = new.study LEFT JOIN series ON series.uid = new.series AND series.study_id = study.id
            ORDER BY place
            """,
        [Modalities] = $"""
            INSERT INTO study_modality (modality, study_date, study_id) SELECT new.modality, study.study_date, study.id
            FROM {PostgresRows.Table(Modalities.Columns)} JOIN study ON study.uid = new.study ON CONFLICT DO NOTHING
            """,
        [Terms] = $"""
            INSERT INTO study_term (attribute, value, study_id) SELECT new.attribute, new.value, study.id
            FROM {PostgresRows.Table(Terms.Columns)} JOIN study ON study.uid = new.study ON CONFLICT DO NOTHING
            """,
        [StudySummaries] = $"""
            INSERT INTO study_summary (study_id, series_count, instance_count, modalities_in_study, sop_classes_in_study)
            SELECT study.id, new.series_count, new.instance_count, new.modalities, new.sop_classes
            FROM {PostgresRows.Table(StudySummaries.Columns)} JOIN study ON study.uid = new.study
            ON CONFLICT (study_id) DO UPDATE SET series_count = excluded.series_count, instance_count = excluded.instance_count,
                modalities_in_study = excluded.modalities_in_study, sop_classes_in_study = excluded.sop_classes_in_study
            """,
        [SeriesSummaries] = $"""
            INSERT INTO series_summary (series_id, instance_count) SELECT series.id, new.instance_count
            FROM {PostgresRows.Table(SeriesSummaries.Columns)}
                JOIN study ON study.uid = new.study JOIN series ON series.uid = new.series AND series.study_id = study.id
            ON CONFLICT (series_id) DO UPDATE SET instance_count = excluded.instance_count
            """,
        [Facts] = $"""
            INSERT INTO fact (kind, id, sequence, is_open, due_at, changed_at, state)
            SELECT kind, id, sequence, is_open, due_at, changed_at, state FROM {PostgresRows.Table(Facts.Columns)} ORDER BY place
            ON CONFLICT (kind, id) DO UPDATE SET sequence = excluded.sequence, is_open = excluded.is_open, due_at = excluded.due_at,
                changed_at = excluded.changed_at, state = excluded.state
            """,
        [FactTerms] = $"""
            INSERT INTO fact_term (kind, is_open, attribute, value, fact) SELECT fact.kind, fact.is_open, new.attribute, new.value, fact.row_id
            FROM {PostgresRows.Table(FactTerms.Columns)} JOIN fact ON fact.kind = new.kind AND fact.id = new.id
            """,
        [Documents] = $"INSERT INTO document (id, created_at, content) SELECT id, created_at, content FROM {PostgresRows.Table(Documents.Columns)} ORDER BY place",
    };

    /// <summary>Of the rows of facts, when these are there: what facts were found by before goes, or moves with them.</summary>
    private static readonly string[] BeforeFactTerms =
    [
        $"""
        DELETE FROM fact_term USING {PostgresRows.Table(Facts.Columns)} JOIN fact ON fact.kind = new.kind AND fact.id = new.id
        WHERE fact_term.fact = fact.row_id AND new.replaces_terms = 1
        """,
        $"""
        UPDATE fact_term SET is_open = new.is_open FROM {PostgresRows.Table(Facts.Columns)} JOIN fact ON fact.kind = new.kind AND fact.id = new.id
        WHERE fact_term.fact = fact.row_id AND new.replaces_terms = 0 AND fact_term.is_open <> new.is_open
        """,
    ];

    private readonly IndexRows<PostgresRows> _rows = new(table => new PostgresRows(Statements[table]));
    private readonly PostgresChanges _changes = new();

    /// <summary>Whether something was gathered of which only <see cref="ThrowIfMissing"/> can tell that it fits.</summary>
    public bool MayMiss => _changes.Commands.Count > 0;

    public void Clear()
    {
        _rows.Clear();
        _changes.Clear();
    }

    public void Add(IndexChange change, long committedAt)
    {
        if (!_rows.TryAdd(change, committedAt))
            _changes.Add(change);
    }

    /// <summary>Adds the statements for all that was gathered.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var rows in (PostgresRows[])[_rows.Studies, _rows.Series, _rows.Instances, _rows.Modalities, _rows.Terms])
            AddTo(batch, rows);
        foreach (var (command, _, _) in _changes.Commands)
            batch.BatchCommands.Add(command);
        _rows.AddSummaries();
        AddTo(batch, _rows.StudySummaries);
        AddTo(batch, _rows.SeriesSummaries);
        AddTo(batch, _rows.Facts);
        if (_rows.Facts.Count > 0)
        {
            foreach (var statement in BeforeFactTerms)
                batch.BatchCommands.Add(_rows.Facts.ToCommand(statement));
        }

        AddTo(batch, _rows.FactTerms);
        AddTo(batch, _rows.Documents);
    }

    /// <summary>Of the statements that were carried out.</summary>
    /// <exception cref="InvalidOperationException">A change does not fit what is in the index.</exception>
    public void ThrowIfMissing()
    {
        foreach (var (command, rows, change) in _changes.Commands)
        {
            if (rows is { } expected && command.RecordsAffected != expected)
            {
                throw new InvalidOperationException(
                    $"{change.GetType().Name} of {change.Owner} changed {command.RecordsAffected} rows: what it belongs to is not in the index.");
            }
        }
    }

    private static void AddTo(NpgsqlBatch batch, PostgresRows rows)
    {
        if (rows.Count > 0)
            batch.BatchCommands.Add(rows.ToCommand());
    }
}
