using System.Globalization;
using Archive.EndToEnd.Tests.Worklist;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>A system as its conformance statement has it: what it says of itself, what it proposes, what it sends.</summary>
internal sealed class Modality
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string[] _association;

    public Modality(string name)
    {
        Name = name;
        _association = ModalityTable.Read("associations.tsv", name).Single();
        Steps = Has("steps") ? [.. ModalityTable.Read($"{name}.steps.tsv").Select(StepAttribute.Read)] : [];
        Created = CreatedObject.ReadAll(name);
        Copies = [.. ModalityTable.Read("copies.tsv", name).Select(row => (Key(row[0]), Key(row[1])))];

        static StatementKey Key(string path) => new(path, "", IsMatched: false);
    }

    public string Name { get; }

    public string AeTitle => Name.ToUpperInvariant();

    /// <summary>The longest PDU that it takes; null where nothing is said of it.</summary>
    public uint? MaximumLength => _association[0].Length == 0 ? null : uint.Parse(_association[0], CultureInfo.InvariantCulture);

    /// <summary>The attributes of its N-CREATE and N-SET.</summary>
    public IReadOnlyList<StepAttribute> Steps { get; }

    /// <summary>The kinds of objects that it makes.</summary>
    public IReadOnlyList<CreatedObject> Created { get; }

    /// <summary>What goes from the worklist into its objects: where it is there and here.</summary>
    public IReadOnlyList<(StatementKey Worklist, StatementKey Object)> Copies { get; }

    /// <summary>The keys of its worklist query.</summary>
    public StatementKeys ReadKeys() => StatementKeys.Read(Name);

    /// <summary>Abstract syntaxes, and transfer syntaxes in its order, of one of its activities.</summary>
    public IReadOnlyList<(Uid AbstractSyntax, Uid[] TransferSyntaxes)> ContextsOf(string activity) =>
    [
        .. ModalityTable.Read("contexts.tsv", Name).Where(row => row[0] == activity)
            .Select(row => (new Uid(row[1]), row[2].Split(' ').Select(uid => new Uid(uid)).ToArray())),
    ];

    /// <summary>The attributes of a message of storage commitment, as paths.</summary>
    public IEnumerable<string> CommitmentPaths(string message) => ModalityTable.Read("commitment.tsv", Name).Where(row => row[0] == message).Select(row => row[1]);

    public bool Has(string activity) => ContextsOf(activity).Count > 0;

    /// <summary>Calls for one of its activities, in the way that it does.</summary>
    public async Task<ScuAssociation> ConnectAsync(NodeProcess node, string activity)
    {
        var usual = node.Call(AeTitle);
        var options = new ScuAssociationOptions
        {
            Host = usual.Host,
            Port = usual.Port,
            CalledAeTitle = usual.CalledAeTitle,
            CallingAeTitle = usual.CallingAeTitle,
            MaxPduBytes = MaximumLength ?? usual.MaxPduBytes,
            ImplementationClassUid = _association[1].Length == 0 ? usual.ImplementationClassUid : new Uid(_association[1]),
            ImplementationVersionName = _association[2].Length == 0 ? null : _association[2],
            ResponseTimeout = Patience,
        };
        foreach (var (abstractSyntax, transferSyntaxes) in ContextsOf(activity))
            options.Propose(abstractSyntax, transferSyntaxes);
        return await ScuAssociation.ConnectAsync(options);
    }
}
