using System.Collections.Concurrent;
using System.Security.Cryptography;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Xunit;

namespace Archive.Testing.Nodes;

/// <summary>The project's own client as it calls a node.</summary>
public static class NodeClient
{
    public const string AeTitle = "ARCHIVE";

    private static readonly Uid FindModel = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid GetModel = SopClasses.StudyRootQueryRetrieveInformationModelGet;

    public static ScuAssociationOptions Call(this IDicomAddress node, string calling = "TESTER", string called = AeTitle, AsyncOperationsWindow? window = null) => new()
    {
        Host = node.Host,
        Port = node.DicomPort,
        CalledAeTitle = new AeTitle(called),
        CallingAeTitle = new AeTitle(calling),
        AsyncOperationsWindow = window,
    };

    /// <summary>One presentation context for each pair of SOP class and transfer syntax.</summary>
    public static ScuAssociationOptions ProposeFor(this ScuAssociationOptions options, params IEnumerable<WireObject> objects)
    {
        foreach (var (sopClass, syntax) in objects.Select(o => (o.SopClass, o.TransferSyntax)).Distinct())
            options.Propose(sopClass, syntax);
        return options;
    }

    public static Task<ScuAssociation> ConnectAsync(this IDicomAddress node, params WireObject[] objects) =>
        ScuAssociation.ConnectAsync(node.Call().ProposeFor(objects));

    public static async Task<DimseStatus> StoreAsync(this ScuAssociation association, WireObject instance) =>
        (await association.StoreAsync(association.GetContext(instance.SopClass, instance.TransferSyntax), instance.Instance, instance.Bytes)).Status;

    /// <summary>Stores on an association of its own.</summary>
    public static async Task<DimseStatus> StoreAsync(this IDicomAddress node, WireObject instance, string calling = "TESTER")
    {
        await using var association = await ScuAssociation.ConnectAsync(node.Call(calling).ProposeFor(instance));
        var status = await association.StoreAsync(instance);
        await association.ReleaseAsync();
        return status;
    }

    /// <summary>The matches of a Study Root C-FIND.</summary>
    public static Task<IReadOnlyList<DataSet>> FindAsync(this IDicomAddress node, string level, params (Tag Tag, string Value)[] keys)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var (tag, value) in keys)
            identifier.SetString(tag, value);
        return node.FindAsync(identifier);
    }

    /// <inheritdoc cref="FindAsync(IDicomAddress, string, ValueTuple{Tag, string}[])"/>
    public static async Task<IReadOnlyList<DataSet>> FindAsync(this IDicomAddress node, DataSet identifier)
    {
        await using var association = await ScuAssociation.ConnectAsync(node.Call().Propose(FindModel, TransferSyntax.ExplicitVrLittleEndian));
        var matches = new List<DataSet>();
        await foreach (var message in association.FindAsync(FindModel, identifier))
        {
            if (message.Response.Status.IsPending)
                matches.Add(message.ReadDataSet());
            else
                Assert.Equal(DimseStatus.Success, message.Response.Status);
        }

        await association.ReleaseAsync();
        return matches;
    }

    /// <summary>The Study Instance UIDs of all studies.</summary>
    public static async Task<IReadOnlyList<Uid>> FindStudiesAsync(this IDicomAddress node) =>
        [.. (await node.FindAsync("STUDY", (Tags.StudyInstanceUID, ""))).Select(match => match.GetUid(Tags.StudyInstanceUID)).OrderBy(uid => uid.Value, StringComparer.Ordinal)];

    /// <summary>The SOP Instance UIDs of a study, gathered level by level.</summary>
    public static async Task<IReadOnlyList<Uid>> FindInstancesAsync(this IDicomAddress node, Uid study)
    {
        var instances = new List<Uid>();
        foreach (var series in await node.FindAsync("SERIES", (Tags.StudyInstanceUID, study.Value), (Tags.SeriesInstanceUID, "")))
        {
            var images = await node.FindAsync("IMAGE",
                (Tags.StudyInstanceUID, study.Value), (Tags.SeriesInstanceUID, series.GetUid(Tags.SeriesInstanceUID).Value), (Tags.SOPInstanceUID, ""));
            instances.AddRange(images.Select(image => image.GetUid(Tags.SOPInstanceUID)));
        }

        return instances;
    }

    /// <summary>The objects of a study by C-GET, for each SOP Instance UID the hash of its data set.</summary>
    /// <param name="kinds">Pairs of SOP class and transfer syntax that may come.</param>
    public static async Task<RetrievedStudy> GetAsync(this IDicomAddress node, Uid study, IEnumerable<(Uid SopClass, TransferSyntax TransferSyntax)> kinds)
    {
        var hashes = new ConcurrentDictionary<Uid, string>();
        var options = new ScuAssociationOptions
        {
            Host = node.Host,
            Port = node.DicomPort,
            CalledAeTitle = new AeTitle(AeTitle),
            CallingAeTitle = new AeTitle("TESTER"),
            ServeAsync = async (incoming, cancellationToken) =>
            {
                var request = (CStoreRequest)incoming.Request;
                var hash = Convert.ToHexString(await SHA256.HashDataAsync(incoming.DataSet, cancellationToken));
                var isNew = hashes.TryAdd(request.AffectedSopInstanceUid, hash);
                return request.Respond(isNew ? DimseStatus.Success : DimseStatus.DuplicateSopInstance);
            },
        };
        options.Propose(GetModel, TransferSyntax.ExplicitVrLittleEndian);
        foreach (var kind in kinds.GroupBy(kind => kind.SopClass))
        {
            options.ProposeScpRole(kind.Key);
            foreach (var syntax in kind.Select(k => k.TransferSyntax).Distinct())
                options.Propose(kind.Key, syntax);
        }

        await using var association = await ScuAssociation.ConnectAsync(options);
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, study.Value);
        CGetResponse? last = null;
        await foreach (var message in association.GetAsync(GetModel, identifier))
            last = message.Response;
        await association.ReleaseAsync();
        return new RetrievedStudy(last!.Status, hashes);
    }

    public static Task<RetrievedStudy> GetAsync(this IDicomAddress node, Uid study, params WireObject[] objects) =>
        node.GetAsync(study, objects.Select(o => (o.SopClass, o.TransferSyntax)));
}

/// <param name="Status">The status of the last response.</param>
/// <param name="Hashes">By SOP Instance UID.</param>
public sealed record RetrievedStudy(DimseStatus Status, IReadOnlyDictionary<Uid, string> Hashes);
