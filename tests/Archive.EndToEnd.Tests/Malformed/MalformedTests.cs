using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Malformed;

/// <summary>
/// Bad objects are answered one by one, over one association, and each is followed by a good one that is stored (P8 of
/// docs/promises.md). What is accepted comes back as it came.
/// </summary>
public sealed class MalformedTests : IDisposable
{
    /// <summary>Far above what allocating and collecting garbage adds, far below what the false lengths claim.</summary>
    private const long MaxGrowthBytes = 100L << 20;

    /// <summary>
    /// The answers to the samples by number. 01 to 04 hold no data set and are never sent; 10 and 11 name transfer syntaxes
    /// that do not exist, which <see cref="NegotiationTests"/> proposes.
    /// </summary>
    private static readonly Dictionary<string, DimseStatus> AnswerToSample = new(StringComparer.Ordinal)
    {
        ["05"] = DimseStatus.CannotUnderstand,
        ["06"] = DimseStatus.CannotUnderstand,
        ["07"] = DimseStatus.CannotUnderstand,
        ["08"] = DimseStatus.Success,
        ["09"] = DimseStatus.Success,
        ["12"] = DimseStatus.CannotUnderstand,
        ["13"] = DimseStatus.CannotUnderstand,
        ["14"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["15"] = DimseStatus.CannotUnderstand,
        ["16"] = DimseStatus.CannotUnderstand,
        ["17"] = DimseStatus.Success,
        ["18"] = DimseStatus.CannotUnderstand,
        ["19"] = DimseStatus.CannotUnderstand,
        ["20"] = DimseStatus.CannotUnderstand,
        ["21"] = DimseStatus.CannotUnderstand,
        ["22"] = DimseStatus.CannotUnderstand,
        ["23"] = DimseStatus.CannotUnderstand,
        ["24"] = DimseStatus.CannotUnderstand,
        ["25"] = DimseStatus.CannotUnderstand,
        ["26"] = DimseStatus.CannotUnderstand,
        ["27"] = DimseStatus.CannotUnderstand,
        ["28"] = DimseStatus.Success,
        ["29"] = DimseStatus.CannotUnderstand,
        ["30"] = DimseStatus.Success,
        ["31"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["32"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["33"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["34"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["35"] = DimseStatus.DataSetDoesNotMatchSopClass,
        ["36"] = DimseStatus.Success,
        ["37"] = DimseStatus.Success,
        ["38"] = DimseStatus.Success,
        ["39"] = DimseStatus.Success,
        ["40"] = DimseStatus.CannotUnderstand,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("MX1-16")]
    [Requirement("TIGER-11")]
    [Requirement("BASICS-05")]
    public Task Bad_objects_are_answered_alone_and_leave_nothing_behind() => SendAsync([.. MalformedObjects.All()]);

    [SharedFact]
    public Task Malformed_samples_are_answered_alone_and_leave_nothing_behind() => SendAsync([.. LoadSamples()]);

    [Fact]
    [Requirement("BASICS-05")]
    public async Task An_object_whose_command_names_no_instance_or_another_class_is_refused()
    {
        var instance = WireObject.Of(TestData.Ct());
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        await using var association = await node.ConnectAsync(instance);
        var context = association.GetContext(instance.SopClass);

        async Task<DimseStatus> StoreAsync(Uid sopClass, Uid sopInstance) =>
            (await association.RequestAsync<CStoreResponse>(
                context, new CStoreRequest { MessageId = 0, AffectedSopClassUid = sopClass, AffectedSopInstanceUid = sopInstance }, instance.Bytes)).Response.Status;

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, await StoreAsync(instance.SopClass, default));
        Assert.Equal(DimseStatus.SopClassNotSupported, await StoreAsync(SopClasses.MRImageStorage, instance.Instance));
        Assert.Equal(DimseStatus.SopClassNotSupported, await StoreAsync(default, instance.Instance));
        Assert.Empty(await node.FindStudiesAsync());
        Assert.Equal(DimseStatus.Success, await StoreAsync(instance.SopClass, instance.Instance));
    }

    [Fact]
    [Requirement("TIGER-15")]
    public async Task Dates_that_are_none_do_not_disturb_queries_by_date()
    {
        var bad = MalformedObjects.All().Single(o => o.Name == "dates and numbers that are none").Object;
        var good = TestData.Ct();
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(bad));
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(good)));

        foreach (var range in (string[])["20260101-20260131", "20260102", "-20261231", "20260101-"])
        {
            var match = Assert.Single(await node.FindAsync("STUDY", (Tags.StudyInstanceUID, ""), (Tags.StudyDate, range)));
            Assert.Equal(good.Study.Uid, match.GetUid(Tags.StudyInstanceUID));
        }

        Assert.Equal(2, (await node.FindStudiesAsync()).Count);
        Assert.Contains(await node.FindAsync("STUDY", (Tags.StudyDate, "")), study => study.GetString(Tags.StudyDate) == "20249931");
    }

    [Fact]
    public async Task Text_that_is_code_elsewhere_is_matched_as_text()
    {
        var injected = MalformedObjects.All().Single(o => o.Name == "text that is code elsewhere").Object;
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(injected));
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(TestData.Ct())));

        var match = Assert.Single(await node.FindAsync("STUDY", (Tags.PatientID, "x' OR '1'='1"), (Tags.PatientName, "")));
        Assert.Equal("<script>alert(1)</script>^'; DROP TABLE study;--", match.GetString(Tags.PatientName));
        Assert.Empty(await node.FindAsync("STUDY", (Tags.PatientID, "' OR ''='")));
        Assert.Equal(2, (await node.FindStudiesAsync()).Count);
    }

    [Fact]
    public async Task Of_a_tag_that_comes_twice_the_first_value_is_found()
    {
        var twice = MalformedObjects.All().Single(o => o.Name == "tags twice and out of order").Object;
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        Assert.Equal(DimseStatus.Success, await node.StoreAsync(twice));

        Assert.Single(await node.FindAsync("STUDY", (Tags.PatientID, "INV-1")));
        Assert.Empty(await node.FindAsync("STUDY", (Tags.PatientID, "SECOND")));
    }

    private static IEnumerable<MalformedObject> LoadSamples()
    {
        foreach (var name in SharedFiles.Find("samples/malformed", "*.dcm"))
        {
            if (!AnswerToSample.TryGetValue(name[..2], out var answer))
                continue;
            var file = Part10File.Read(File.ReadAllBytes(SharedFiles.PathOf("samples", "malformed", name)));
            var named = file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID);
            yield return new MalformedObject(
                name, new WireObject(file.Meta.GetUid(Tags.MediaStorageSOPClassUID), named.IsEmpty ? TestData.NewUid() : named, file.TransferSyntax, file.DataSetBytes), answer);
        }
    }

    private async Task SendAsync(MalformedObject[] objects)
    {
        Assert.NotEmpty(objects);
        await using (var node = await NodeProcess.StartAsync(_folder["data"]))
        {
            var good = TestData.Ct();
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(good)));
            var before = node.ResidentBytes();

            await using (var association = await ScuAssociation.ConnectAsync(node.Call().ProposeFor([WireObject.Of(good), .. objects.Select(o => o.Object)])))
            {
                foreach (var (name, bad, answer) in objects)
                {
                    Assert.Equal((name, answer), (name, await association.StoreAsync(bad)));
                    Assert.Equal(DimseStatus.Success, await association.StoreAsync(WireObject.Of(TestData.Ct(good.Study, good.Series))));
                }

                await association.ReleaseAsync();
            }

            Assert.InRange(node.PeakResidentBytes(), 0, before + MaxGrowthBytes);
            await CompareAsync(node, good.Study.Uid, objects);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    private static async Task CompareAsync(NodeProcess node, Uid goodStudy, MalformedObject[] objects)
    {
        Assert.Equal(objects.Length + 1, (await node.FindInstancesAsync(goodStudy)).Count);
        var stored = new Dictionary<Uid, string>();
        foreach (var study in (await node.FindStudiesAsync()).Where(study => study != goodStudy))
        {
            foreach (var (instance, hash) in (await node.GetAsync(study, [.. objects.Select(o => o.Object)])).Hashes)
                stored.Add(instance, hash);
        }

        var accepted = new Dictionary<Uid, string>();
        foreach (var instance in objects.Where(o => o.Answer == DimseStatus.Success).Select(o => o.Object))
            accepted.Add(instance.Instance, await instance.GetReceivedHashAsync());
        Assert.Equal(accepted.OrderBy(o => o.Key.Value, StringComparer.Ordinal), stored.OrderBy(o => o.Key.Value, StringComparer.Ordinal));
    }
}
