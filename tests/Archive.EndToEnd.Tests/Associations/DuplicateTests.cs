using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>Objects that come again.</summary>
public sealed class DuplicateTests : IAsyncLifetime
{
    private const string Stored = "archive_objects_recorded_total{result=\"stored\"}";

    private readonly TemporaryFolder _folder = new();
    private NodeProcess _node = null!;

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync(_folder["data"],
        "--Archive:Peers:0:AeTitle=REPLACER", "--Archive:Peers:0:DuplicatePolicy=Replace",
        "--Archive:Peers:1:AeTitle=REFUSED", "--Archive:Peers:1:DuplicatePolicy=Refuse");

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("ANYBODY")]
    [InlineData("REPLACER")]
    [InlineData("REFUSED")]
    [Requirement("VEREOS-14")]
    [Requirement("OASIS-17")]
    [Requirement("MX1-17")]
    [Requirement("TIGER-10")]
    [Requirement("BASICS-04")]
    public async Task The_same_object_again_is_acknowledged_and_stays_one(string peer)
    {
        var instance = TestData.Ct();
        for (var i = 0; i < 3; i++)
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(instance), peer));

        Assert.Single(await _node.FindInstancesAsync(instance.Study.Uid));
        Assert.Equal(1, await _node.MetricAsync(Stored));
        Assert.Equal(2, await _node.MetricAsync("archive_objects_recorded_total{result=\"duplicate\"}"));
        await EndAndVerifyAsync();
    }

    [Theory]
    [InlineData("ANYBODY", "kept_first", 0x0000, false, 1)]
    [InlineData("REPLACER", "replaced", 0x0000, true, 1)]
    [InlineData("REFUSED", "refused", 0xC000, false, 0)]
    [Requirement("VEREOS-14")]
    [Requirement("OASIS-17")]
    [Requirement("BASICS-04")]
    public async Task Other_content_under_the_same_UID_is_treated_by_the_policy_of_its_sender_and_counted(string peer, string result, int status, bool isReplaced, int versions)
    {
        var instance = TestData.Ct();
        var first = WireObject.Of(instance);
        var second = WireObject.WithOtherContent(instance, "other");
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(first, peer));
        Assert.Equal(new DimseStatus((ushort)status), await _node.StoreAsync(second, peer));

        var retrieved = await _node.GetAsync(instance.Study.Uid, first);
        Assert.Equal((instance.Sop.Uid, isReplaced ? second.Hash : first.Hash), (Assert.Single(retrieved.Hashes).Key, Assert.Single(retrieved.Hashes).Value));
        Assert.Equal(1, await _node.MetricAsync($"archive_objects_recorded_total{{result=\"{result}\"}}"));
        Assert.Equal(versions, await _node.MetricAsync("archive_versions"));
        Assert.Equal("1", (await _node.FindAsync(
            "STUDY", (Tags.StudyInstanceUID, instance.Study.Value), (Tags.NumberOfStudyRelatedInstances, "")))[0].GetString(Tags.NumberOfStudyRelatedInstances));
        await EndAndVerifyAsync();
    }

    [Fact]
    public async Task A_version_that_comes_again_is_acknowledged_and_not_kept_twice()
    {
        var instance = TestData.Ct();
        WireObject[] contents = [WireObject.Of(instance), WireObject.WithOtherContent(instance, "one"), WireObject.WithOtherContent(instance, "two"), WireObject.Of(instance, TransferSyntax.ImplicitVrLittleEndian)];
        foreach (var content in (WireObject[])[.. contents, .. contents.Reverse()])
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(content));
        foreach (var content in contents)
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(content, "REFUSED"));

        Assert.Equal(3, await _node.MetricAsync("archive_versions"));
        Assert.Equal(8, await _node.MetricAsync("archive_objects_recorded_total{result=\"duplicate\"}"));
        Assert.Equal(contents[0].Hash, Assert.Single((await _node.GetAsync(instance.Study.Uid, contents[0])).Hashes).Value);
        await EndAndVerifyAsync();
    }

    [Fact]
    public async Task A_damaged_copy_is_healed_by_the_same_object_and_can_be_retrieved_again()
    {
        var instance = TestData.Ct(pixelBytes: 6_000_000);
        var sent = WireObject.Of(instance);
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(sent));
        LargeObjects.FlipByte(Assert.Single(Directory.GetFiles(Path.Combine(_folder["data"], "volumes"), "*.object")));

        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(sent));

        Assert.Equal(sent.Hash, Assert.Single((await _node.GetAsync(instance.Study.Uid, sent)).Hashes).Value);
        Assert.Equal((1, 0), (await _node.MetricAsync("archive_objects_healed_total"), await _node.MetricAsync("archive_versions")));
        await Eventually.HoldsAsync("the damaged copy is logged", () => Task.FromResult(
            _node.Console.Contains($"The copy of object {instance.Sop} at ", StringComparison.Ordinal)));
        await EndAndVerifyAsync();
    }

    [Theory]
    [InlineData("5000", "1")] // dose reports
    [InlineData("1", "1")] // reports of quality control, every day
    [Requirement("VEREOS-20")]
    [Requirement("VEREOS-21")]
    public async Task Objects_that_share_their_numbers_are_objects_of_their_own(string seriesNumber, string instanceNumber)
    {
        var first = TestData.Ct();
        TestInstance[] instances = [first, TestData.Ct(first.Study, first.Series), TestData.Ct(first.Study), TestData.Ct()];
        foreach (var instance in instances)
        {
            instance.DataSet.SetString(Tags.SeriesNumber, seriesNumber).SetString(Tags.InstanceNumber, instanceNumber);
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(instance), "REPLACER"));
        }

        Assert.Equal((4, 0), (await _node.MetricAsync(Stored), await _node.MetricAsync("archive_versions")));
        Assert.Equal(
            instances[..3].Select(instance => instance.Sop.Value).Order(StringComparer.Ordinal),
            (await _node.FindInstancesAsync(first.Study.Uid)).Select(uid => uid.Value).Order(StringComparer.Ordinal));
        await EndAndVerifyAsync();
    }

    [Fact]
    public async Task An_object_of_another_patient_for_the_same_study_is_stored_and_counted()
    {
        var first = TestData.Ct(patientId: "INV-1");
        var second = TestData.Ct(first.Study, patientId: "INV-2", patientName: "Invented^Other");
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(first)));
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(second)));

        Assert.Equal(2, (await _node.FindInstancesAsync(first.Study.Uid)).Count);
        Assert.Equal(1, await _node.MetricAsync("archive_conflicts_patient_total"));
        await EndAndVerifyAsync();
    }

    [Fact]
    public async Task Many_associations_that_send_the_same_object_at_once_store_it_once()
    {
        var instance = TestData.Ct();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _node.StoreAsync(WireObject.Of(instance))));

        Assert.All(answers, status => Assert.Equal(DimseStatus.Success, status));
        Assert.Equal(1, await _node.MetricAsync(Stored));
        Assert.Single(await _node.FindInstancesAsync(instance.Study.Uid));
        await EndAndVerifyAsync();
    }

    private async Task EndAndVerifyAsync()
    {
        Assert.Equal(0, await _node.TerminateAsync());
        await Verification.AssertIntactAsync(_folder["data"]);
    }
}
