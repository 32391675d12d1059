using System.Globalization;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Queries;

/// <summary>Queries with very many answers whose askers have enough, die, or stop listening.</summary>
public sealed class AbandonedQueryTests(AbandonedQueryTests.LargeIndex index) : IClassFixture<AbandonedQueryTests.LargeIndex>
{
    private const int Images = 100_000;
    private const int TransferSeconds = 2;

    private static readonly Uid Model = SopClasses.StudyRootQueryRetrieveInformationModelFind;

    private NodeProcess Node => index.Node;

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_cancelled_query_ends_with_what_was_under_way()
    {
        await using var association = await ScuAssociation.ConnectAsync(Node.Call().Propose(Model, TransferSyntax.ExplicitVrLittleEndian));
        using var cancellation = new CancellationTokenSource();
        var answers = 0;
        var last = DimseStatus.Success;
        await foreach (var message in association.FindAsync(Model, index.Identifier, cancellation.Token))
        {
            last = message.Response.Status;
            if (last.IsPending && ++answers == 100)
                await cancellation.CancelAsync();
        }

        Assert.Equal(DimseStatus.Cancel, last);
        Assert.InRange(answers, 100, Images / 2);
        Assert.Single(await Node.FindAsync("SERIES", (Tags.StudyInstanceUID, index.Study.Value), (Tags.SeriesInstanceUID, "")));
        await association.ReleaseAsync();
        await Eventually.IsIdleAsync(Node);
    }

    [Fact]
    public async Task Findscu_that_cancels_is_answered_that_it_did()
    {
        var keys = new[] { "-k", "QueryRetrieveLevel=IMAGE", "-k", $"StudyInstanceUID={index.Study}", "-k", $"SeriesInstanceUID={index.Series}", "-k", "SOPInstanceUID" };

        var found = await DcmtkTool.RunAsync("findscu", ["--verbose", "-S", "--cancel", "10", .. keys, .. ToNode()]);

        Assert.Contains("Cancel", found.Output, StringComparison.Ordinal);
        Assert.InRange(found.Output.Split("(Pending)").Length - 1, 10, Images / 2);
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_client_that_is_killed_leaves_nothing_behind()
    {
        var keys = new[] { "-k", "QueryRetrieveLevel=IMAGE", "-k", $"StudyInstanceUID={index.Study}", "-k", $"SeriesInstanceUID={index.Series}", "-k", "SOPInstanceUID" };
        using var client = DcmtkTool.Start("findscu", ["--verbose", "-S", .. keys, .. ToNode()]);
        await client.StandardError.ReadLineAsync(); // and no further: it stops when its pipe is full

        await Eventually.HoldsAsync("the query is under way", async () => await Node.MetricAsync("archive_associations_open") == 1);
        client.Kill();

        await Eventually.IsIdleAsync(Node);
        await client.WaitForExitAsync();
    }

    [Fact]
    public async Task A_client_that_takes_no_answers_is_ended_after_the_deadline()
    {
        using var client = await RawMessage.AssociateAsync(Node, Model);
        await client.SendAsync(await RawMessage.FindAsync(Model, index.Identifier));

        await Eventually.IsIdleAsync(Node);

        await Eventually.HoldsAsync("the log says why", () => Task.FromResult(
            Node.Console.Contains("the peer took nothing of what was sent to it in time", StringComparison.Ordinal)));
    }

    private string[] ToNode() => ["-aec", NodeClient.AeTitle, "127.0.0.1", Node.DicomPort.ToString(CultureInfo.InvariantCulture)];

    /// <summary>A node with a series of very many images in its index.</summary>
    public sealed class LargeIndex : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public NodeProcess Node { get; private set; } = null!;

        public Uid Study { get; private set; }

        public Uid Series { get; private set; }

        /// <summary>Finds every image.</summary>
        public DataSet Identifier => new DataSet().SetString(Tags.QueryRetrieveLevel, "IMAGE")
            .SetString(Tags.StudyInstanceUID, Study.Value).SetString(Tags.SeriesInstanceUID, Series.Value).SetString(Tags.SOPInstanceUID, "");

        public async Task InitializeAsync()
        {
            var first = await LargeSeries.CreateAsync(_folder["data"], Images);
            (Study, Series) = (first.Study.Uid, first.Series.Uid);
            Node = await NodeProcess.StartAsync(_folder["data"], $"--Archive:Dicom:TransferSeconds={TransferSeconds}");
        }

        public async Task DisposeAsync()
        {
            await Node.DisposeAsync();
            _folder.Dispose();
        }
    }
}
