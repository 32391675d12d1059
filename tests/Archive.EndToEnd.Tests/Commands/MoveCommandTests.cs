using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class MoveCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DCMTK_sends_a_study_to_the_destination_that_is_named()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 5);
        await using var destination = await DcmtkServer.StoreScpAsync("--bit-preserving");
        await using var peer = await DcmtkServer.QueryRetrieveScpAsync("DEST", destination.Port);
        var target = $"{DcmtkServer.QueryRetrieveTitle}@127.0.0.1:{peer.Port}";
        Assert.Equal(0, (await CommandRun.RunAsync("send", target, _folder["study"])).ExitCode);

        var result = await CommandRun.RunAsync("move", target, "--to", "DEST", "--study", instances[0].Study.ToString());

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Moved 5 objects to DEST", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame(instances, destination.ReceivedFiles);
    }

    [Fact]
    public async Task An_unknown_destination_is_told()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 1);
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);
        var target = $"127.0.0.1:{node.DicomPort}";
        Assert.Equal(0, (await CommandRun.RunAsync("send", target, _folder["study"])).ExitCode);

        var result = await CommandRun.RunAsync("move", target, "--to", "NOBODY", "--study", instances[0].Study.ToString());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("A801H", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_that_failed_are_named()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("move", $"127.0.0.1:{peer.Port}", "--to", "DEST", "--patient-id", "P1", "--json");
        var request = await peer.AcceptAsync();
        var (command, context, bytes) = await peer.ReceiveMessageAsync();
        var move = (CMoveRequest)command;
        await peer.SendAsync(context, move.Respond(DimseStatus.Pending) with { NumberOfRemainingSuboperations = 2, NumberOfCompletedSuboperations = 1, NumberOfFailedSuboperations = 0, NumberOfWarningSuboperations = 0 });
        var failed = DataSetWriter.ToArray(new DataSet().SetString(Tags.FailedSOPInstanceUIDList, "1.2.3"), TransferSyntax.ExplicitVrLittleEndian);
        await peer.SendAsync(
            context,
            move.Respond(DimseStatus.CoercionOfDataElements) with { HasDataSet = true, NumberOfCompletedSuboperations = 2, NumberOfFailedSuboperations = 1, NumberOfWarningSuboperations = 0 },
            failed);
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);

        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(SopClasses.PatientRootQueryRetrieveInformationModelMove, request.PresentationContexts[0].AbstractSyntax);
        var identifier = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(("PATIENT", "P1", "DEST"), (identifier.GetString(Tags.QueryRetrieveLevel), identifier.GetString(Tags.PatientID), move.MoveDestination));
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal((2, 1, "1.2.3"), (
            summary.RootElement.GetProperty("completed").GetInt32(), summary.RootElement.GetProperty("failed").GetInt32(), summary.RootElement.GetProperty("failedSopInstanceUids")[0].GetString()));
    }

    [Fact]
    public async Task Success_without_any_counters_is_success()
    {
        var result = await MoveAsync(move => [move.Respond(DimseStatus.Success)]);

        Assert.Equal((0, "Moved to DEST; the peer does not say how many.\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Success_at_the_end_means_that_what_remained_was_done()
    {
        var result = await MoveAsync(move =>
        [
            move.Respond(DimseStatus.Pending) with { NumberOfRemainingSuboperations = 2, NumberOfCompletedSuboperations = 1, NumberOfFailedSuboperations = 0, NumberOfWarningSuboperations = 0 },
            move.Respond(DimseStatus.Success),
        ]);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Moved 3 objects to DEST", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_of_nothing_mean_that_nothing_matches()
    {
        var result = await MoveAsync(move =>
            [move.Respond(DimseStatus.Success) with { NumberOfCompletedSuboperations = 0, NumberOfFailedSuboperations = 0, NumberOfWarningSuboperations = 0 }]);

        Assert.Equal((2, "Nothing matches.\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_list_of_failed_objects_that_cannot_be_understood_takes_nothing_from_the_summary()
    {
        var result = await MoveAsync(
            move => [move.Respond(DimseStatus.CoercionOfDataElements) with { HasDataSet = true, NumberOfCompletedSuboperations = 1, NumberOfFailedSuboperations = 1, NumberOfWarningSuboperations = 0 }],
            [1, 2, 3]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Moved 1 object to DEST", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 object failed.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("VEREOS-47")]
    public async Task Identifiers_are_hierarchical_and_requests_have_no_priority()
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("move", $"127.0.0.1:{peer.Port}", "--to", "DEST", "--study", "1.2.3", "--series", "1.2.3.4");
        var request = await peer.AcceptAsync();
        var (command, context, bytes) = await peer.ReceiveMessageAsync();
        await peer.SendAsync(context, ((CMoveRequest)command).Respond(DimseStatus.Success));
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
        await run.EndAsync();

        Assert.Equal(SopClasses.StudyRootQueryRetrieveInformationModelMove, request.PresentationContexts[0].AbstractSyntax);
        Assert.Empty(request.UserInformation.ExtendedNegotiations);
        Assert.Equal(Priority.Medium, ((CMoveRequest)command).Priority);
        var identifier = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(
            [(Tags.QueryRetrieveLevel, "SERIES"), (Tags.StudyInstanceUID, "1.2.3"), (Tags.SeriesInstanceUID, "1.2.3.4")],
            identifier.Select(element => (element.Tag, identifier.GetString(element.Tag)!)));
    }

    private static async Task<CommandResult> MoveAsync(Func<CMoveRequest, CMoveResponse[]> answer, byte[]? dataSet = null)
    {
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("move", $"127.0.0.1:{peer.Port}", "--to", "DEST", "--study", "1.2.3");
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        foreach (var response in answer((CMoveRequest)command))
            await peer.SendAsync(context, response, response.HasDataSet ? dataSet : null);
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
        return await run.EndAsync();
    }
}
