using System.Text.Json;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class SendCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public async Task Everything_below_a_folder_arrives_as_it_is(string associations)
    {
        var instances = ObjectFiles.WriteStudy(_folder, 30);
        await using var peer = await DcmtkServer.StoreScpAsync("--bit-preserving", "--fork");

        var result = await CommandRun.RunAsync("send", $"localhost:{peer.Port}", _folder.Path, "--associations", associations);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("Stored 30 of 30 objects", result.Output, StringComparison.Ordinal);
        ObjectFiles.AssertSame(instances, peer.ReceivedFiles);
    }

    [Fact]
    public async Task An_object_of_odd_length_goes_to_a_peer_padded_and_into_the_archive_as_it_is()
    {
        var instance = TestData.Ct();
        byte[] odd = [.. instance.Encode(TransferSyntax.ExplicitVrLittleEndian), .. Hex.Parse("FCFF FCFF 4F42 0000 03000000 010203")];
        await File.WriteAllBytesAsync(_folder["odd.dcm"], [.. Part10.CreatePrefix(instance.SopClass, instance.Sop.Uid, TransferSyntax.ExplicitVrLittleEndian), .. odd]);
        await using var peer = await DcmtkServer.StoreScpAsync("--bit-preserving");
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);

        var sent = await CommandRun.RunAsync("send", $"localhost:{peer.Port}", _folder.Path);
        var imported = await CommandRun.RunAsync("import", "--target", $"127.0.0.1:{node.DicomPort}", _folder.Path);

        Assert.True(sent.ExitCode == 0 && imported.ExitCode == 0, sent.Output + sent.Error + imported.Output + imported.Error);
        var received = Part10File.Read(await File.ReadAllBytesAsync(Assert.Single(peer.ReceivedFiles))).ReadDataSet();
        Assert.True(received.TryGet(Tags.DataSetTrailingPadding, out var padding));
        Assert.Equal(new byte[] { 1, 2, 3, 0 }, padding.Value);
        Assert.Equal(odd.Length, await node.MetricAsync("archive_objects_stored_bytes_total"));
    }

    [Fact]
    public async Task What_is_no_DICOM_file_is_named_and_stops_nothing()
    {
        ObjectFiles.WriteStudy(_folder, 2);
        await File.WriteAllTextAsync(_folder["notes.txt"], "a text that lies among the objects");
        await File.WriteAllBytesAsync(_folder["DICOMDIR"], Part10.CreatePrefix(SopClasses.MediaStorageDirectoryStorage, TestData.NewUid(), TransferSyntax.ExplicitVrLittleEndian));
        await using var peer = await DcmtkServer.StoreScpAsync();

        var result = await CommandRun.RunAsync("send", $"localhost:{peer.Port}", _folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("Stored 2 of 2 objects", result.Output, StringComparison.Ordinal);
        Assert.Contains("No DICOM: 1 file", result.Output, StringComparison.Ordinal);
        Assert.Contains(_folder["notes.txt"], result.Output, StringComparison.Ordinal);
        Assert.Contains("Passed over 1 DICOMDIR.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_kinds_of_objects_than_one_association_has_contexts_for_go_over_several()
    {
        var classes = SopClasses.AllStorage.Take(150).Select(entry => entry.Uid).ToList();
        for (var i = 0; i < 300; i++)
            WriteObject(classes[i % classes.Count], $"{i:000}.dcm");
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);

        var result = await CommandRun.RunAsync("send", $"127.0.0.1:{node.DicomPort}", _folder.Path, "--json");

        using var summary = JsonDocument.Parse(result.Output);
        Assert.True(result.ExitCode == 0, result.Output + node.Console);
        Assert.Equal(300, summary.RootElement.GetProperty("stored").GetInt32());
    }

    [Fact]
    public async Task Refusals_are_grouped_by_reason_and_make_the_exit_code_2()
    {
        ObjectFiles.WriteStudy(_folder, 3);
        WriteObject(SopClasses.CTImageStorage, "refused1.dcm", instance => instance.DataSet.Remove(Tags.StudyInstanceUID));
        WriteObject(SopClasses.CTImageStorage, "refused2.dcm", instance => instance.DataSet.Remove(Tags.StudyInstanceUID));
        WriteObject(new Uid("1.2.3.4.5"), "unknown.dcm");
        using var data = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(data["data"]);

        var result = await CommandRun.RunAsync("send", $"127.0.0.1:{node.DicomPort}", _folder.Path, "--report", data["report.tsv"]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Stored 3 of 6 objects", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"2 × Study Instance UID .* is missing \(A900H\)", result.Output);
        Assert.Contains("1 × The peer takes no 1.2.3.4.5 in Explicit VR Little Endian.", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            [_folder["refused1.dcm"], _folder["refused2.dcm"], _folder["unknown.dcm"]],
            (await File.ReadAllLinesAsync(data["report.tsv"])).Skip(1).Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_that_makes_the_peer_abort_fails_alone()
    {
        var instances = ObjectFiles.WriteStudy(_folder, 5);
        var culprit = instances[2].Sop.Uid;
        var received = new HashSet<Uid>();
        await using var peer = new StoreScp(store =>
        {
            if (store.AffectedSopInstanceUid == culprit)
                return Task.FromResult<DimseStatus?>(null);
            received.Add(store.AffectedSopInstanceUid);
            return Task.FromResult<DimseStatus?>(DimseStatus.Success);
        });

        var result = await CommandRun.RunAsync("send", $"127.0.0.1:{peer.Port}", _folder["study"]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Stored 4 of 5 objects", result.Output, StringComparison.Ordinal);
        Assert.Contains("Failed: 1 file", result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder["study"], "0002.dcm"), result.Output, StringComparison.Ordinal);
        Assert.Equal(instances.Select(instance => instance.Sop.Uid).Where(uid => uid != culprit).ToHashSet(), received);
    }

    [Fact]
    public async Task Where_nothing_listens_that_is_all_that_is_said()
    {
        ObjectFiles.WriteStudy(_folder, 1);
        var port = FreePort.Next();

        var result = await CommandRun.RunAsync("send", $"127.0.0.1:{port}", _folder.Path, "--associations", "3");

        Assert.Equal((1, "", $"Nothing listens at 127.0.0.1:{port}.\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_folder_without_objects_is_no_success()
    {
        await File.WriteAllTextAsync(_folder["notes.txt"], "nothing but a text");

        var result = await CommandRun.RunAsync("send", $"127.0.0.1:{FreePort.Next()}", _folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("There was no object to send.", result.Output, StringComparison.Ordinal);
    }

    private void WriteObject(Uid sopClass, string name, Action<TestInstance>? change = null)
    {
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value);
        change?.Invoke(instance);
        File.WriteAllBytes(_folder[name], [.. Part10.CreatePrefix(sopClass, instance.Sop.Uid, TransferSyntax.ExplicitVrLittleEndian), .. instance.Encode(TransferSyntax.ExplicitVrLittleEndian)]);
    }
}
