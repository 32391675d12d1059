using System.Globalization;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Everything of the registry is stored, from any number of senders in any pattern of associations.</summary>
public sealed class StorageServiceTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const int ContextsAtOnce = 128;

    private readonly NodeProcess _node = fixture.Node;

    [Fact]
    [Requirement("VEREOS-11")]
    [Requirement("VEREOS-12")]
    [Requirement("OASIS-05")]
    [Requirement("MX1-03")]
    [Requirement("TIGER-02")]
    [Requirement("TIGER-14")]
    [Requirement("BASICS-02")]
    public async Task Objects_of_every_storage_SOP_class_are_stored_and_returned()
    {
        var objects = SopClasses.AllStorage
            .SelectMany(entry => StoredForms.LittleEndian.Select(syntax => (Instance: StoredForms.Make(entry.Uid, "OT", dataSet => dataSet.Remove(Tags.PixelData)), Syntax: syntax)))
            .Select(o => (o.Instance.Study, Object: WireObject.Of(o.Instance, o.Syntax)))
            .ToList();
        foreach (var batch in objects.Chunk(ContextsAtOnce))
        {
            await using var association = await _node.ConnectAsync([.. batch.Select(o => o.Object)]);
            foreach (var (_, instance) in batch)
                Assert.Equal((instance.SopClass, DimseStatus.Success), (instance.SopClass, await association.StoreAsync(instance)));
            await association.ReleaseAsync();
        }

        foreach (var (study, instance) in objects)
        {
            // An object that belongs to no patient is kept under its own UID.
            var retrieved = await _node.GetAsync(SopClasses.IsNonPatient(instance.SopClass) ? instance.Instance : study.Uid, instance);
            Assert.Equal((instance.SopClass, DimseStatus.Success), (instance.SopClass, retrieved.Status));
            Assert.Equal(instance.Hash, retrieved.Hashes[instance.Instance]);
        }
    }

    [Fact]
    [Requirement("MX1-05")]
    [Requirement("TIGER-03")]
    [Requirement("VEREOS-05")]
    public async Task Objects_in_every_transfer_syntax_are_stored_and_returned_in_it()
    {
        foreach (var syntax in TransferSyntax.All.Where(syntax => syntax.IsStorable))
        {
            var instance = StoredForms.Make(SopClasses.UltrasoundImageStorage, "US");
            if (syntax.IsEncapsulated)
                instance.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [default, Hex.Parse("FFD8FFE0 00000000 FFD9"), new byte[30_000]]));
            await _node.AssertKeptAsync(instance, syntax);
        }
    }

    [Fact]
    [Requirement("TIGER-08")]
    [Requirement("MX1-13")]
    [Requirement("BASICS-03")]
    public async Task Every_object_of_many_senders_at_once_is_answered_and_can_be_found()
    {
        const int Senders = 64;
        const int ObjectsOfEach = 5;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            var first = TestData.Ct(pixelBytes: 20_000);
            await using var association = await ScuAssociation.ConnectAsync(_node.Call($"SENDER{sender}").ProposeFor(WireObject.Of(first)));
            Assert.Equal(1, association.Negotiated.Window.MaxInvoked);
            for (var number = 1; number <= ObjectsOfEach; number++)
            {
                Assert.Equal(DimseStatus.Success, await association.StoreAsync(WireObject.Of(TestData.Ct(first.Study, first.Series, number, pixelBytes: 20_000))));
                Assert.Equal(number, (await _node.FindInstancesAsync(first.Study.Uid)).Count);
            }

            await association.ReleaseAsync();
        }));
    }

    /// <summary>No scanner looks on for longer than its own time-out: storescu gives up after that of its option.</summary>
    [Fact]
    [Requirement("TIGER-08")]
    [Requirement("VEREOS-13")]
    public async Task Many_senders_at_once_are_answered_within_their_own_time_out()
    {
        const int Senders = 32;
        using var folder = new TemporaryFolder();
        var instances = Enumerable.Range(0, Senders).Select(_ => TestData.Ct(pixelBytes: 500_000)).ToList();
        for (var i = 0; i < Senders; i++)
            await File.WriteAllBytesAsync(folder[$"{i}.dcm"], instances[i].ToFile(TransferSyntax.ExplicitVrLittleEndian));

        var results = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => DcmtkTool.RunAsync("storescu",
            "--timeout", "60", "--acse-timeout", "60", "--dimse-timeout", "60", "-aec", NodeClient.AeTitle, "-aet", $"SENDER{sender}",
            "127.0.0.1", _node.DicomPort.ToString(CultureInfo.InvariantCulture), folder[$"{sender}.dcm"])));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output));
        foreach (var instance in instances)
            Assert.Single(await _node.FindInstancesAsync(instance.Study.Uid));
    }

    /// <summary>As many associations as a scanner may open, all by one title, each with one operation at a time.</summary>
    [Fact]
    [Requirement("VEREOS-03")]
    public async Task Sixty_four_associations_of_one_scanner_are_open_at_once_and_all_store()
    {
        const int Associations = 64;
        var objects = Enumerable.Range(0, Associations).Select(_ => WireObject.Of(TestData.Ct(pixelBytes: 50_000))).ToList();
        var associations = await Task.WhenAll(objects.Select(instance => ScuAssociation.ConnectAsync(_node.Call("SCANNER").ProposeFor(instance))));

        Assert.All(associations, association => Assert.Equal((1, 1), (association.Negotiated.Window.MaxInvoked, association.Negotiated.Window.MaxPerformed)));
        Assert.All(await Task.WhenAll(associations.Select((association, i) => association.StoreAsync(objects[i]))), status => Assert.Equal(DimseStatus.Success, status));
        foreach (var association in associations)
            await association.ReleaseAsync();
    }

    /// <summary>Factory settings of a scanner: its title, its time-outs, and the transfer syntaxes one by one and together.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Requirement("VEREOS-01")]
    public async Task Echoscu_as_the_scanner_DATABASE_is_answered_within_its_time_out(int transferSyntaxes)
    {
        var result = await DcmtkTool.RunAsync("echoscu", "--verbose", "-aet", "DATABASE", "-aec", NodeClient.AeTitle, "-to", "60", "-ta", "60", "-td", "60",
            "--propose-ts", transferSyntaxes.ToString(CultureInfo.InvariantCulture), "127.0.0.1", _node.DicomPort.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0 && result.Output.Contains("Received Echo Response (Success)", StringComparison.Ordinal), result.Output);
    }

    [Theory]
    [InlineData("ImplicitVRLittleEndian")]
    [InlineData("ExplicitVRLittleEndian")]
    [Requirement("VEREOS-01")]
    public async Task The_scanner_DATABASE_is_answered_in_each_of_its_transfer_syntaxes(string keyword)
    {
        var syntax = keyword == "ImplicitVRLittleEndian" ? TransferSyntax.ImplicitVrLittleEndian : TransferSyntax.ExplicitVrLittleEndian;
        await using var association = await ScuAssociation.ConnectAsync(_node.Call("DATABASE").Propose(SopClasses.Verification, syntax));

        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        await association.ReleaseAsync();
    }

    [Fact]
    [Requirement("MX1-14")]
    [Requirement("BASICS-01")]
    public async Task A_peer_may_associate_again_at_once_and_twice_at_a_time()
    {
        for (var i = 0; i < 20; i++)
        {
            await using var asking = await ScuAssociation.ConnectAsync(_node.Call("SAME").Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(TestData.Ct()), "SAME"));
            Assert.Equal(DimseStatus.Success, (await asking.EchoAsync()).Status);
            await asking.ReleaseAsync();
        }
    }
}
