using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class GetCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_study_comes_from_DCMTK_as_it_was_sent()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 12, pixelBytes: 100_000);
        await using var peer = await DcmtkServer.QueryRetrieveScpAsync();
        var target = $"{DcmtkServer.QueryRetrieveTitle}@127.0.0.1:{peer.Port}";
        Assert.Equal(0, (await CommandRun.RunAsync("send", target, _folder["study"])).ExitCode);

        var result = await CommandRun.RunAsync("get", target, "--study", instances[0].Study.ToString(), "--output", _folder["got"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Received 12 objects", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame(instances, Received());
    }

    [Fact]
    public async Task Files_are_named_by_UID_and_single_objects_may_be_asked_for()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 3);
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);
        var target = $"127.0.0.1:{node.DicomPort}";
        Assert.Equal(0, (await CommandRun.RunAsync("send", target, _folder["study"])).ExitCode);
        var wanted = instances[1];

        var result = await CommandRun.RunAsync(
            "get", target, "--study", wanted.Study.ToString(), "--series", wanted.Series.ToString(), "--instance", wanted.Sop.ToString(), "-o", _folder["got"], "--json");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal([Path.Combine(_folder["got"], wanted.Study.ToString(), wanted.Series.ToString(), $"{wanted.Sop}.dcm")], Received());
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal(("0000", 1, wanted.Encode(TransferSyntax.ExplicitVrLittleEndian).Length), (
            summary.RootElement.GetProperty("status").GetString(), summary.RootElement.GetProperty("completed").GetInt32(), summary.RootElement.GetProperty("bytes").GetInt32()));
    }

    [Fact]
    public async Task Compressed_objects_come_as_they_are_stored()
    {
        var instance = TestData.Ct();
        instance.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [ReadOnlyMemory<byte>.Empty, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }]));
        await File.WriteAllBytesAsync(_folder["object.dcm"], instance.ToFile(TransferSyntax.Jpeg2000Lossless));
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);
        var target = $"127.0.0.1:{node.DicomPort}";
        Assert.Equal(0, (await CommandRun.RunAsync("send", target, _folder["object.dcm"])).ExitCode);

        var result = await CommandRun.RunAsync("get", target, "--study", instance.Study.ToString(), "-o", _folder["got"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        var file = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(Received())));
        Assert.Equal((TransferSyntax.Jpeg2000Lossless, Convert.ToHexString(instance.Encode(TransferSyntax.Jpeg2000Lossless))), (file.TransferSyntax, Convert.ToHexString(file.DataSetBytes.Span)));
    }

    [Fact]
    public async Task Nothing_found_is_said_and_makes_the_exit_code_2()
    {
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);

        var result = await CommandRun.RunAsync("get", $"127.0.0.1:{node.DicomPort}", "--study", "1.2.3", "-o", _folder["got"]);

        Assert.Equal((2, "Nothing matches.\n"), (result.ExitCode, result.Output));
        Assert.False(Directory.Exists(_folder["got"]));
    }

    [Fact]
    public async Task Ctrl_C_cancels_at_the_peer_and_keeps_what_came()
    {
        var instance = TestData.Ct();
        using var peer = new ScriptedScp();
        using var run = CommandRun.Start("get", $"127.0.0.1:{peer.Port}", "--instance", instance.Sop.ToString(), "--relational", "-o", _folder["got"]);
        var request = await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        var get = (CGetRequest)command;
        var store = new CStoreRequest { MessageId = 1, AffectedSopClassUid = instance.SopClass, AffectedSopInstanceUid = instance.Sop.Uid };
        var storage = request.PresentationContexts.First(proposed => proposed.AbstractSyntax == instance.SopClass);
        await peer.SendAsync(storage.Id, store, instance.Encode(TransferSyntax.ExplicitVrLittleEndian));
        Assert.Equal(DimseStatus.Success, ((CStoreResponse)(await peer.ReceiveMessageAsync()).Command).Status);

        run.Interrupt();
        Assert.IsType<CCancelRequest>((await peer.ReceiveMessageAsync()).Command);
        await peer.SendAsync(context, get.Respond(DimseStatus.Cancel) with { NumberOfRemainingSuboperations = 7, NumberOfCompletedSuboperations = 1, NumberOfFailedSuboperations = 0, NumberOfWarningSuboperations = 0 });
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
        var result = await run.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith("Received 1 object ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Canceled; 7 objects remained.", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame([instance], Received());
    }

    [Fact]
    public async Task What_came_is_counted_though_the_peer_gives_no_counters()
    {
        var instance = TestData.Ct();
        using var peer = new ScriptedScp();
        using var run = Start(peer, instance);
        var (get, context) = await ServeAsync(peer, instance, DimseStatus.Success);

        await EndAsync(peer, context, get.Respond(DimseStatus.Success));
        var result = await run.EndAsync();

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Received 1 object ", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame([instance], Received());
    }

    [Fact]
    public async Task Success_without_counters_and_objects_is_no_success()
    {
        using var peer = new ScriptedScp();
        using var run = Start(peer, TestData.Ct());
        await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();

        await EndAsync(peer, context, ((CGetRequest)command).Respond(DimseStatus.Success));
        var result = await run.EndAsync();

        Assert.Equal((2, "Nothing came.\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task What_cannot_be_written_has_failed_whatever_the_peer_counts()
    {
        await File.WriteAllTextAsync(_folder["got"], "a file where the folder should be");
        var instance = TestData.Ct();
        using var peer = new ScriptedScp();
        using var run = Start(peer, instance, "--json");
        var (get, context) = await ServeAsync(peer, instance, DimseStatus.OutOfResources);

        await EndAsync(peer, context, get.Respond(DimseStatus.Success) with { NumberOfCompletedSuboperations = 1, NumberOfFailedSuboperations = 0, NumberOfWarningSuboperations = 0 });
        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        using var summary = JsonDocument.Parse(result.Output);
        Assert.Equal((0, 1), (summary.RootElement.GetProperty("completed").GetInt32(), summary.RootElement.GetProperty("failed").GetInt32()));
        Assert.Contains("1 object could not be written", result.Error, StringComparison.Ordinal);
        Assert.Contains("The peer says that it sent 1 object; 0 objects came.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_association_that_is_lost_leaves_what_came_and_says_so()
    {
        var instance = TestData.Ct();
        using var peer = new ScriptedScp();
        using var run = Start(peer, instance);
        await ServeAsync(peer, instance, DimseStatus.Success);

        peer.Reset();
        var result = await run.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Received 1 object ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Not all was done. ", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame([instance], Received());
    }

    [Fact]
    public async Task A_peer_that_does_not_heed_C_CANCEL_is_left()
    {
        var instance = TestData.Ct();
        using var peer = new ScriptedScp();
        using var run = Start(peer, instance);
        await ServeAsync(peer, instance, DimseStatus.Success);

        run.Terminate();
        Assert.IsType<CCancelRequest>((await peer.ReceiveMessageAsync()).Command);
        var result = await run.EndAsync();

        Assert.Equal(143, result.ExitCode);
        Assert.StartsWith("Received 1 object ", result.Output, StringComparison.Ordinal);
        Assert.IsType<AAbort>(await peer.ReceiveAsync());
    }

    private CommandRun Start(ScriptedScp peer, TestInstance instance, params string[] options) => CommandRun.Start(
        ["get", $"127.0.0.1:{peer.Port}", "--instance", instance.Sop.ToString(), "--relational", "-o", _folder["got"], .. options]);

    /// <summary>Accepts the association, takes the request and sends the object, which is answered with the status.</summary>
    private static async Task<(CGetRequest Get, byte Context)> ServeAsync(ScriptedScp peer, TestInstance instance, DimseStatus answer)
    {
        var request = await peer.AcceptAsync();
        var (command, context, _) = await peer.ReceiveMessageAsync();
        var store = new CStoreRequest { MessageId = 1, AffectedSopClassUid = instance.SopClass, AffectedSopInstanceUid = instance.Sop.Uid };
        var storage = request.PresentationContexts.First(proposed => proposed.AbstractSyntax == instance.SopClass);
        await peer.SendAsync(storage.Id, store, instance.Encode(TransferSyntax.ExplicitVrLittleEndian));
        Assert.Equal(answer, ((CStoreResponse)(await peer.ReceiveMessageAsync()).Command).Status);
        return ((CGetRequest)command, context);
    }

    private static async Task EndAsync(ScriptedScp peer, byte context, CGetResponse response)
    {
        await peer.SendAsync(context, response);
        await peer.ReceiveAsync();
        await peer.SendAsync(AReleaseRp.Instance);
    }

    [Fact]
    public async Task What_to_get_has_to_be_named()
    {
        var result = await CommandRun.RunAsync("get", "127.0.0.1:1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Name what to retrieve", result.Error, StringComparison.Ordinal);
    }

    private string[] Received() => Directory.GetFiles(_folder["got"], "*", SearchOption.AllDirectories);
}
