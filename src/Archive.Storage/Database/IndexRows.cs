using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Workflow;

namespace Archive.Storage.Database;

/// <summary>
/// The index changes of a transaction as rows of tables, to be written by a statement for each table, however many there are. Every change is a constant
/// number of look-ups by key, whatever the size of the index (P7).
/// </summary>
/// <param name="create">Makes the rows of a table.</param>
internal sealed class IndexRows<TRows>(Func<IndexTable, TRows> create)
    where TRows : TableRows
{
    private readonly Dictionary<string, SetStudySummary> _studySummaries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Study, string Series), SetSeriesSummary> _seriesSummaries = [];
    private readonly Dictionary<(FactKind Kind, string Id), (SetFact Fact, long ChangedAt)> _facts = [];

    public TRows Studies { get; } = create(IndexTable.Studies);

    public TRows Series { get; } = create(IndexTable.Series);

    public TRows Instances { get; } = create(IndexTable.Instances);

    public TRows Modalities { get; } = create(IndexTable.Modalities);

    public TRows Terms { get; } = create(IndexTable.Terms);

    public TRows StudySummaries { get; } = create(IndexTable.StudySummaries);

    public TRows SeriesSummaries { get; } = create(IndexTable.SeriesSummaries);

    public TRows Facts { get; } = create(IndexTable.Facts);

    public TRows FactTerms { get; } = create(IndexTable.FactTerms);

    public TRows Documents { get; } = create(IndexTable.Documents);

    public void Clear()
    {
        foreach (var rows in (TRows[])[Studies, Series, Instances, Modalities, Terms, StudySummaries, SeriesSummaries, Facts, FactTerms, Documents])
            rows.Clear();
        _studySummaries.Clear();
        _seriesSummaries.Clear();
        _facts.Clear();
    }

    /// <returns>False for changes that hardly ever come, and are not rows of one of these tables.</returns>
    public bool TryAdd(IndexChange change, long committedAt)
    {
        switch (change)
        {
            case AddStudy add:
                Add(add);
                return true;
            case AddSeries add:
                Add(add);
                return true;
            case AddInstance add:
                Add(add);
                return true;
            case SetStudySummary summary:
                _studySummaries[summary.Study.Value] = summary;
                return true;
            case SetSeriesSummary summary:
                _seriesSummaries[(summary.Study.Value, summary.Series.Value)] = summary;
                return true;
            case SetFact set:
                // Terms that an earlier change of the transaction replaced are still to be replaced.
                var terms = set.Terms ?? (_facts.TryGetValue((set.Kind, set.Id), out var before) ? before.Fact.Terms : null);
                _facts[(set.Kind, set.Id)] = (set with { Terms = terms }, committedAt);
                return true;
            case AddDocument add:
                Documents.Next().With(add.Id).With(committedAt).With(add.Content);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Adds the rows of which the last ones count: to be called before all are written.</summary>
    public void AddSummaries()
    {
        foreach (var summary in _studySummaries.Values)
        {
            StudySummaries.Next().With(summary.Study.Value).With(summary.SeriesCount).With(summary.InstanceCount)
                .With(string.Join('\\', summary.ModalitiesInStudy)).With(string.Join('\\', summary.SopClassesInStudy));
        }

        foreach (var summary in _seriesSummaries.Values)
            SeriesSummaries.Next().With(summary.Study.Value).With(summary.Series.Value).With(summary.InstanceCount);
        foreach (var (fact, changedAt) in _facts.Values)
            Add(fact, changedAt);
    }

    private void Add(AddStudy add)
    {
        var study = add.Attributes;
        var patient = FoldedName.From(study.PatientName);
        var referring = FoldedName.From(study.ReferringPhysicianName);
        Studies.Next().With(add.Study.Value).WithIndexed(study.Patient.PatientId).WithIndexed(study.Patient.IssuerOfPatientId)
            .WithIndexed(patient.Alphabetic).WithIndexed(patient.Ideographic).WithIndexed(patient.Phonetic)
            .With(SearchText.OfSounds(SearchText.OfName(patient)))
            .With(study.PatientBirthDate).With(study.PatientSex).With(SearchText.OfResponsiblePerson(study.Encoded))
            .With(study.StudyDate).With(study.StudyTime).WithIndexed(study.AccessionNumber).With(study.StudyId).With(study.StudyDescription)
            .With(referring.Alphabetic).With(referring.Ideographic).With(referring.Phonetic)
            .With(study.Encoded).With(study.IsNonPatient ? 1 : 0);
        Add(add.Study, SearchTerms.OfStudy(study.Encoded));
    }

    private void Add(AddSeries add)
    {
        var series = add.Attributes;
        Series.Next().With(add.Study.Value).With(series.Series.Value).With(series.Modality).With(series.SeriesNumber).With(series.SeriesDate)
            .With(series.SeriesTime).With(series.SeriesDescription).With(series.BodyPartExamined).With(series.Encoded);
        if (series.Modality.Length > 0)
            Modalities.Next().With(add.Study.Value).WithIndexed(series.Modality);
        Add(add.Study, SearchTerms.OfSeries(series.Encoded));
    }

    private void Add(AddInstance add)
    {
        var (instance, storage) = (add.Attributes, add.Storage);
        Instances.Next().With(add.Study.Value).With(add.Series.Value).With(instance.Instance.Value).With(instance.SopClass.Value).With(instance.InstanceNumber)
            .With(storage.TransferSyntax.Value).With(storage.Blob).With(Instant.From(storage.ReceivedAt)).With(storage.SourceAeTitle).With(instance.Encoded);
    }

    private void Add(SetFact fact, long changedAt)
    {
        Facts.Next().With((int)fact.Kind).With(fact.Id).With(fact.Sequence).With(fact.IsOpen ? 1 : 0).With(Instant.After(fact.DueAt)).With(changedAt).With(fact.State)
            .With(fact.Terms is null ? 0 : 1);
        foreach (var (attribute, value) in (fact.Terms ?? []).Select(term => (term.Attribute, ServerText.Clean(ServerText.Indexed(term.Value)))).Distinct())
            FactTerms.Next().With((int)fact.Kind).With(fact.Id).With((long)attribute).With(value);
    }

    private void Add(StudyInstanceUid study, IEnumerable<(long Attribute, string Value)> terms)
    {
        foreach (var (attribute, value) in terms)
            Terms.Next().With(study.Value).With(attribute).WithIndexed(value);
    }
}
