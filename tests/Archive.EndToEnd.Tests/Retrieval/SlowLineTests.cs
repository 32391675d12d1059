using System.Globalization;
using Archive.EndToEnd.Tests.Commands;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>
/// Objects that take many times as long on the line as a peer may take to answer: the kernel has their bytes long before the
/// peer does, and no deadline runs while they are on their way.
/// </summary>
public sealed class SlowLineTests : IAsyncLifetime
{
    private const string Destination = "FAR";
    private const int KilobytesPerSecond = 150;
    private const int ObjectBytes = 1_500_000;
    private const int AnswerSeconds = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly TestInstance _instance = TestData.Ct(pixelBytes: ObjectBytes);
    private SlowLine _line = null!;

    public async Task InitializeAsync() => _line = await SlowLine.CreateAsync(KilobytesPerSecond);

    public async Task DisposeAsync()
    {
        await _line.DisposeAsync();
        _folder.Dispose();
    }

    [NeedsFact(Need.Networks)]
    public async Task A_move_over_a_slow_line_takes_its_time_and_succeeds()
    {
        await using var destination = await DcmtkServer.StoreScpAsync(_line, "+B");
        await using var node = await StartAsync(destination.Port);

        var moved = await RetrievalOutcome.MoveAsync(node, Destination, StudyTree.IdentifierOf(_instance, InformationModel.StudyRoot, "STUDY"));

        Assert.True(moved.Last.Status.IsSuccess, $"{moved.Last.ErrorComment}\n{node.Console}");
        Assert.Equal(WireObject.Of(_instance).Hash, WireObject.HashOf(Part10File.Read(await File.ReadAllBytesAsync(destination.ReceivedFiles.Single())).DataSetBytes.Span));
    }

    [NeedsFact(Need.Networks)]
    public async Task A_destination_that_stops_taking_bytes_fails_all_the_same()
    {
        await using var destination = await DcmtkServer.StoreScpAsync(_line, "+B");
        await using var node = await StartAsync(destination.Port);

        var moving = RetrievalOutcome.MoveAsync(node, Destination, StudyTree.IdentifierOf(_instance, InformationModel.StudyRoot, "STUDY"));
        await Eventually.HoldsAsync("the object is on its way", () => Task.FromResult(destination.ReceivedFiles.Count > 0));
        await destination.SuspendAsync();

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, (await moving).Last.Status);
    }

    [NeedsFact(Need.Networks)]
    public async Task A_get_over_a_slow_line_takes_its_time_and_succeeds()
    {
        await using var node = await StartAsync();
        var folder = Directory.CreateDirectory(_folder["got"]).FullName;

        var got = await DcmtkTool.RunAsync("ip", [.. _line.AtFarEnd("getscu",
            "--verbose", "-S", "+B", "-aec", NodeClient.AeTitle, "-od", folder, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={_instance.Study}",
            _line.Near, node.DicomPort.ToString(CultureInfo.InvariantCulture))]);

        Assert.True(got.ExitCode == 0 && Directory.GetFiles(folder).Length == 1, $"{got.Output}\n{node.Console}");
        Assert.Equal(WireObject.Of(_instance).Hash, WireObject.HashOf(Part10File.Read(await File.ReadAllBytesAsync(Directory.GetFiles(folder).Single())).DataSetBytes.Span));
    }

    [NeedsFact(Need.Networks)]
    public async Task The_command_line_sends_over_a_slow_line()
    {
        await using var destination = await DcmtkServer.StoreScpAsync(_line, "+B");
        await File.WriteAllBytesAsync(_folder["object.dcm"], _instance.ToFile(TransferSyntax.ExplicitVrLittleEndian));

        var sent = await CommandRun.RunAsync("send", $"{_line.Far}:{destination.Port}", "--timeout", AnswerSeconds.ToString(CultureInfo.InvariantCulture), _folder["object.dcm"]);

        Assert.True(sent.ExitCode == 0, sent.Output + sent.Error);
        Assert.Equal(WireObject.Of(_instance).Hash, WireObject.HashOf(Part10File.Read(await File.ReadAllBytesAsync(destination.ReceivedFiles.Single())).DataSetBytes.Span));
    }

    /// <summary>A node that has the object, and is impatient.</summary>
    private async Task<NodeProcess> StartAsync(int destinationPort = 104)
    {
        var node = await NodeProcess.StartAsync(_folder["data"],
            "--Archive:Dicom:BindAddress=0.0.0.0", "--Archive:RequireKnownPeers=false",
            string.Create(CultureInfo.InvariantCulture, $"--Archive:Dicom:TransferSeconds={AnswerSeconds}"),
            string.Create(CultureInfo.InvariantCulture, $"--Archive:Retrieval:ResponseSeconds={AnswerSeconds}"),
            $"--Archive:Peers:0:AeTitle={Destination}", $"--Archive:Peers:0:Host={_line.Far}", string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:0:Port={destinationPort}"),
            "--Archive:Peers:0:Roles:0=MoveDestination", "--Archive:Peers:0:Retries=0");
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(_instance)));
        return node;
    }
}
