using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>The same items and the same queries of DCMTK's findscu, answered by the archive and by DCMTK's wlmscpfs from its files.</summary>
[Collection(nameof(WorklistGroup))]
public sealed class WorklistComparisonTests(WorklistFixture worklist) : IDisposable
{
    private const string Title = "WLMSCP";

    private static readonly string[] ReturnKeys =
    [
        "AccessionNumber", "ReferringPhysicianName", "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "RequestingPhysician",
        "RequestedProcedureDescription", "RequestedProcedureID", "ScheduledProcedureStepSequence[0].Modality",
        "ScheduledProcedureStepSequence[0].ScheduledStationAETitle", "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate",
        "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartTime", "ScheduledProcedureStepSequence[0].ScheduledProcedureStepDescription",
        "ScheduledProcedureStepSequence[0].ScheduledProcedureStepID",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("BASICS-19")]
    [Requirement("MX1-23")]
    [Requirement("VEREOS-30")]
    public async Task The_archive_answers_findscu_as_wlmscpfs_does()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, Title));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, Title, "lockfile"), "");
        foreach (var (i, item) in Items().Index())
        {
            await worklist.OrderAsync(item);
            await WriteAsync(Path.Combine(_folder.Path, Title, $"item{i}.wl"), item);
        }

        await using var dcmtk = await DcmtkServer.WorklistScpAsync(_folder.Path);
        foreach (var query in Queries())
        {
            var expected = await FindAsync($"{dcmtk.Port}", Title, query);
            var answered = await FindAsync($"{worklist.Node.DicomPort}", NodeClient.AeTitle, query);

            Assert.True(expected.SequenceEqual(answered), $"{string.Join(' ', query)}:\n{string.Join('\n', answered)}\nby the archive, and by wlmscpfs\n{string.Join('\n', expected)}");
        }
    }

    /// <summary>
    /// wlmscpfs takes a Patient ID with wild cards for a single value, and does not match a Study Instance UID, both of which PS3.4 K.6 allows; scanners ask so,
    /// and the archive answers what they mean.
    /// </summary>
    [Fact]
    [Requirement("VEREOS-30")]
    [Requirement("OASIS-37")]
    public async Task The_archive_matches_keys_that_wlmscpfs_does_not()
    {
        var item = Item(7, "WILD^CARD", "WILD", "CT", "20260401").SetString(Tags.PatientID, "WILD-7").SetString(Tags.AccessionNumber, "WILDA7");
        Directory.CreateDirectory(Path.Combine(_folder.Path, Title));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, Title, "lockfile"), "");
        await worklist.OrderAsync(item);
        await WriteAsync(Path.Combine(_folder.Path, Title, "item.wl"), item);
        await using var dcmtk = await DcmtkServer.WorklistScpAsync(_folder.Path);

        Assert.Empty(await FindAsync($"{dcmtk.Port}", Title, ["PatientID=WILD-*"]));
        Assert.Single(await FindAsync($"{dcmtk.Port}", Title, ["PatientName=WILD*", "StudyInstanceUID=2.25.9"]));
        Assert.Empty(await FindAsync($"{worklist.Node.DicomPort}", NodeClient.AeTitle, ["PatientName=WILD*", "StudyInstanceUID=2.25.9"]));
        Assert.Single(await FindAsync($"{worklist.Node.DicomPort}", NodeClient.AeTitle, ["PatientID=WILD-*"]));
    }

    /// <summary>Keys with values; each query is for the items of this test only.</summary>
    private static IEnumerable<string[]> Queries()
    {
        const string Step = "ScheduledProcedureStepSequence[0]";
        yield return ["PatientName=WLM*"];
        yield return ["PatientID=WLM-1"];
        yield return ["PatientID=WLM-9"];
        yield return ["PatientName=WLMNY*"];
        yield return ["PatientName=WLM*^?STA"];
        yield return [$"{Step}.ScheduledStationAETitle=WLM-CT"];
        yield return [$"{Step}.ScheduledStationAETitle=WLM-CT", $"{Step}.ScheduledProcedureStepStartDate=20260401"];
        yield return ["PatientName=WLM*", $"{Step}.ScheduledProcedureStepStartDate=20260402-20260403"];
        yield return ["PatientName=WLM*", $"{Step}.ScheduledProcedureStepStartDate=20260403-"];
        yield return ["PatientName=WLM*", $"{Step}.ScheduledProcedureStepStartDate=-20260401"];
        yield return ["PatientName=WLM*", $"{Step}.Modality=MR"];
        yield return ["PatientName=WLM*", "AccessionNumber=WLMA2"];
    }

    private static IEnumerable<DataSet> Items()
    {
        yield return Item(1, "WLMNYLUND^ASTA", "WLM-CT", "CT", "20260401");
        yield return Item(2, "WLMNYBERG^OVE", "WLM-CT", "CT", "20260402");
        yield return Item(3, "WLMVIKLUND^ASTA", "WLM-MR", "MR", "20260403");
    }

    private static DataSet Item(int number, string name, string station, string modality, string date)
    {
        var item = WorklistFixture.Item(station, name, modality, date).Remove(Tags.SpecificCharacterSet)
            .SetString(Tags.AccessionNumber, $"WLMA{number}").SetString(Tags.RequestedProcedureID, $"WLMR{number}").SetString(Tags.PatientID, $"WLM-{number}")
            .SetString(Tags.PatientBirthDate, "19800229").SetString(Tags.PatientSex, "O").SetString(Tags.ReferringPhysicianName, "REFERRING^ANN")
            .SetString(Tags.RequestingPhysician, "").SetString(Tags.StudyInstanceUID, $"2.25.777{number}");
        item.GetItems(Tags.ScheduledProcedureStepSequence)[0].SetString(Tags.ScheduledProcedureStepID, $"WLMS{number}");
        return item;
    }

    /// <summary>The answers as JSON, without what tells of the encoding, in an order of their own.</summary>
    private async Task<IReadOnlyList<string>> FindAsync(string port, string called, string[] query)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, Guid.NewGuid().ToString("N"))).FullName;
        var given = query.Select(key => key.Split('=')[0]).ToList();
        var keys = query.Concat(ReturnKeys.Where(key => !given.Contains(key))).SelectMany(key => new[] { "-k", key });

        var found = await DcmtkTool.RunAsync("findscu", ["-W", "--extract", "--output-directory", folder, "-aet", "TESTER", "-aec", called, .. keys, "127.0.0.1", port]);

        Assert.True(found.ExitCode == 0, found.Output);
        return [.. Directory.GetFiles(folder).Select(Read).Order(StringComparer.Ordinal)];
    }

    private static string Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = Part10.ReadHeader(bytes.Length, (position, buffer) =>
        {
            var part = bytes.AsSpan((int)Math.Min(position, bytes.Length));
            part = part[..Math.Min(part.Length, buffer.Length)];
            part.CopyTo(buffer);
            return part.Length;
        });
        var answer = DataSetReader.Read(bytes.AsMemory((int)header.DataSetOffset), header.TransferSyntax);
        return Encoding.UTF8.GetString(DicomJsonWriter.ToArray(answer.Remove(Tags.SpecificCharacterSet)));
    }

    private static async Task WriteAsync(string path, DataSet item)
    {
        byte[] file =
        [
            .. Part10.CreatePrefix(WorklistFixture.Model, new Uid("2.25.1"), TransferSyntax.ExplicitVrLittleEndian),
            .. DataSetWriter.ToArray(item, TransferSyntax.ExplicitVrLittleEndian),
        ];
        await File.WriteAllBytesAsync(path, file);
    }
}
