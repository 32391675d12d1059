using System.Globalization;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>One node for the retrievals of a class, with a tree of studies in it and destinations that a test starts where they are expected.</summary>
public sealed class RetrievalFixture : IAsyncLifetime
{
    /// <summary>A destination as the archive takes it when nothing is said; tried once more when it fails.</summary>
    public const string Destination = "DEST";

    /// <summary>The same one by another title, to which several associations may be open at once.</summary>
    public const string Lanes = "LANES";

    /// <summary>The same one as the scanner that takes implicit VR of some SOP classes only.</summary>
    public const string Scanner = "SCANNER";

    private readonly TemporaryFolder _folder = new();

    public NodeProcess Node { get; private set; } = null!;

    /// <summary>Where the destinations are.</summary>
    public int Port { get; } = FreePort.Next();

    internal IReadOnlyList<TestInstance> Tree { get; } = StudyTree.Create();

    public async Task InitializeAsync()
    {
        Node = await NodeProcess.StartAsync(_folder["data"],
        [
            .. Peer(0, Destination),
            .. Peer(1, Lanes, "MaxAssociations=4"),
            .. Peer(2, Scanner, "TransferSyntaxes:0=ImplicitVRLittleEndian", $"SopClasses:0={SopClasses.MRImageStorage}", $"SopClasses:1={SopClasses.SecondaryCaptureImageStorage}"),
        ]);
        await StoreAsync(Tree);
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task StoreAsync(IEnumerable<TestInstance> instances, TransferSyntax? syntax = null)
    {
        var objects = instances.Select(instance => WireObject.Of(instance, syntax)).ToList();
        await using var association = await Node.ConnectAsync([.. objects]);
        foreach (var instance in objects)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
        await association.ReleaseAsync();
    }

    private IEnumerable<string> Peer(int index, string title, params string[] options) =>
        new[]
        {
            $"AeTitle={title}", "Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"Port={Port}"),
            "Roles:0=MoveDestination", "Retries=1", "RetryDelaySeconds=0",
        }.Concat(options).Select(option => $"--Archive:Peers:{index}:{option}");
}
