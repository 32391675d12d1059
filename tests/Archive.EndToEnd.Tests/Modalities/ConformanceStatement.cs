using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>A conformance statement as data: what a modality proposes when it stores, and the attributes of the objects that it creates.</summary>
internal sealed class ConformanceStatement : IDisposable
{
    private static readonly HashSet<Tag> Names = [Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.StudyInstanceUID, Tags.SeriesInstanceUID];

    private readonly JsonDocument _document;

    /// <param name="file">A file of the folder <c>modalities</c> of <see cref="SharedFiles"/>.</param>
    public ConformanceStatement(string file) => _document = JsonDocument.Parse(File.ReadAllBytes(SharedFiles.PathOf("modalities", file)));

    /// <summary>SOP classes and transfer syntaxes, in the order proposed, of the activities in which the modality stores.</summary>
    public IEnumerable<(Uid SopClass, TransferSyntax TransferSyntax)> StorageContexts =>
        from activity in Array(_document.RootElement, "activities")
        where Text(activity, "role") == "SCU" && Text(activity, "service").Contains("storage", StringComparison.OrdinalIgnoreCase)
        from context in Array(activity, "presentation_contexts")
        from syntax in Array(context, "transfer_syntaxes")
        let sopClass = new Uid(Text(context, "abstract_syntax"))
        where SopClasses.IsStorage(sopClass) && TransferSyntax.TryGet(new Uid(syntax.GetString()!), out _)
        select (sopClass, TransferSyntax.All.Single(known => known.Uid.Value == syntax.GetString()));

    /// <summary>For each activity in which the modality calls, its abstract syntaxes and the transfer syntaxes of each.</summary>
    public IEnumerable<IEnumerable<(string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)>> Proposals =>
        from activity in Array(_document.RootElement, "activities")
        let contexts = Array(activity, "presentation_contexts").ToList()
        where Text(activity, "role") == "SCU" && contexts.Count > 0
        select contexts.Select(context => (Text(context, "abstract_syntax"), (IReadOnlyList<string>)[.. Array(context, "transfer_syntaxes").Select(syntax => syntax.GetString()!)]));

    /// <summary>Whether the statement says what objects the modality creates.</summary>
    public bool CreatesObjects => Array(_document.RootElement, "created_iods").Any();

    /// <summary>The identifiers of the queries that the modality sends, and of those that it would answer itself.</summary>
    public IEnumerable<StatementQuery> Queries =>
        from activity in Array(_document.RootElement, "activities")
        where Text(activity, "service") == "query"
        from request in Array(activity, "requests")
        let model = Text(request, "model").Length > 0 ? Text(request, "model") : "Study Root"
        select new StatementQuery(
            Text(activity, "role") == "SCU",
            Enum.Parse<InformationModel>(model.Replace(" ", "", StringComparison.Ordinal)),
            Text(request, "level"),
            [.. Array(request, "attributes").Select(attribute => new StatementKey(Text(attribute, "path"), Text(attribute, "vr"), Text(attribute, "use"), Text(attribute, "matching")))]);

    /// <summary>The transfer syntaxes in which the modality proposes to query or retrieve with a SOP class, in its order; none when it does not.</summary>
    public IReadOnlyList<TransferSyntax> ProposedFor(Uid sopClass) =>
    [
        .. (from activity in Array(_document.RootElement, "activities")
            where Text(activity, "role") == "SCU"
            from context in Array(activity, "presentation_contexts")
            where Text(context, "abstract_syntax") == sopClass.Value
            from syntax in Array(context, "transfer_syntaxes")
            select TransferSyntax.All.Single(known => known.Uid.Value == syntax.GetString())).Distinct(),
    ];

    /// <summary>An object that has a value for every key of some queries.</summary>
    public static TestInstance CreateQueried(IEnumerable<StatementQuery> queries)
    {
        var instance = TestData.Ct(patientName: "Queried^Case", patientId: $"QUERIED-{Guid.NewGuid():N}");
        foreach (var key in queries.SelectMany(query => query.Keys))
            Add(instance.DataSet, key.Path, key.Vr);
        return instance;
    }

    /// <summary>One object of each kind that the modality creates, with the attributes that the statement lists and invented values.</summary>
    public IEnumerable<TestInstance> CreateObjects(Filling filling)
    {
        foreach (var iod in Array(_document.RootElement, "created_iods"))
        {
            var names = TestData.Ct();
            var dataSet = new DataSet();
            foreach (var tag in Names)
                dataSet.SetString(tag, names.DataSet.GetString(tag)!);
            var sopClass = new Uid(Text(iod, "sop_class"));
            dataSet.SetString(Tags.SOPClassUID, sopClass.Value);
            var attributes = Array(iod, "attributes").OrderBy(attribute => Text(attribute, "path").Length).ToList();
            var absent = attributes.Where(attribute => filling == Filling.LeavesOutWhatMayBeAbsent && MayBeAbsent(attribute)).Select(attribute => Text(attribute, "path")).ToList();
            foreach (var attribute in attributes.Where(attribute => !absent.Exists(path => IsAtOrBelow(Text(attribute, "path"), path))))
            {
                var isEmpty = MustBeEmpty(attribute) || (filling == Filling.EmptiesWhatMayBeEmpty && MayBeEmpty(attribute));
                Add(dataSet, Text(attribute, "path"), Text(attribute, "vr"), isEmpty);
            }

            foreach (var attribute in Array(_document.RootElement, "private_attributes"))
                InventedElements.AddPrivate(dataSet, Text(attribute, "tag"), Text(attribute, "creator"), Text(attribute, "vr"));
            yield return names with { SopClass = sopClass, DataSet = dataSet };
        }
    }

    public void Dispose() => _document.Dispose();

    private static IEnumerable<JsonElement> Array(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // Types of PS3.5 7.4, and how often attribute and value are there: PS3.2 A.7, "presence of value".
    private static bool MustBeEmpty(JsonElement attribute) => Text(attribute, "presence") == "EMPTY";

    private static bool MayBeEmpty(JsonElement attribute) =>
        Text(attribute, "type") is "2" or "2C" or "3" || Text(attribute, "presence") is "VNAP" or "ANAP";

    private static bool MayBeAbsent(JsonElement attribute) =>
        Text(attribute, "type") is "1C" or "2C" or "3" || Text(attribute, "presence") is "ANAP" or "ANAPCV";

    private static bool IsAtOrBelow(string path, string other) => path == other || path.StartsWith(other + "/", StringComparison.Ordinal);

    private static void Add(DataSet dataSet, string path, string vr, bool isEmpty = false)
    {
        if (!Names.Any(name => path == $"{name.Value:X8}"))
            InventedElements.Add(dataSet, path.Split('/'), vr, isEmpty);
    }
}
