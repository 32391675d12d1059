using Archive.EndToEnd.Tests.Wire;
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
    [InlineData("ANYBODY", "kept_first", 0x0000, false)]
    [InlineData("REPLACER", "replaced", 0x0000, true)]
    [InlineData("REFUSED", "refused", 0xC000, false)]
    [Requirement("VEREOS-14")]
    [Requirement("OASIS-17")]
    [Requirement("BASICS-04")]
    public async Task Other_content_under_the_same_UID_is_treated_by_the_policy_of_its_sender_and_counted(string peer, string result, int status, bool isReplaced)
    {
        var instance = TestData.Ct();
        var first = WireObject.Of(instance);
        var second = WireObject.WithOtherContent(instance, "other");
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(first, peer));
        Assert.Equal(new DimseStatus((ushort)status), await _node.StoreAsync(second, peer));

        var retrieved = await _node.GetAsync(instance.Study.Uid, first);
        Assert.Equal((instance.Sop.Uid, isReplaced ? second.Hash : first.Hash), (Assert.Single(retrieved.Hashes).Key, Assert.Single(retrieved.Hashes).Value));
        Assert.Equal(1, await _node.MetricAsync($"archive_objects_recorded_total{{result=\"{result}\"}}"));
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
