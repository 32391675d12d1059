using System.Globalization;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Objects of private SOP classes that scanners send with studies.</summary>
public sealed class VendorSopClassTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_one_option_value_each_of_them_is_stored_and_given_back()
    {
        var unlisted = new Uid("1.2.826.0.1.3680043.10.1489.77");
        await using var node = await NodeProcess.StartAsync(_folder["data"], $"--Archive:Ingest:AdditionalSopClasses=Vendors,{unlisted}");
        var study = new StudyInstanceUid(TestData.NewUid());
        var objects = VendorSopClasses.All.Select(sopClass => sopClass.Uid).Append(unlisted).Select(sopClass => WireObject.Of(Make(sopClass, study))).ToArray();

        await using var association = await node.ConnectAsync(objects);
        foreach (var instance in objects)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
        await association.ReleaseAsync();

        var got = await node.GetAsync(study.Uid, objects);
        Assert.Equal(DimseStatus.Success, got.Status);
        Assert.Equal(objects.Length, got.Hashes.Count);
        Assert.All(objects, instance => Assert.Equal(instance.Hash, got.Hashes[instance.Instance]));
    }

    [Fact]
    public async Task A_real_sender_gets_the_context_of_one_and_stores_in_it()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Ingest:AdditionalSopClasses=Vendors");
        var (image, raw) = (TestData.Mr(), Make(VendorSopClasses.All[0].Uid, new StudyInstanceUid(TestData.NewUid())));
        Directory.CreateDirectory(_folder["study"]);
        await File.WriteAllBytesAsync(_folder["study/image.dcm"], image.ToFile(TransferSyntax.ExplicitVrLittleEndian));
        await File.WriteAllBytesAsync(_folder["study/raw.dcm"], raw.ToFile(TransferSyntax.ExplicitVrLittleEndian));

        var sent = await DcmtkTool.RunAsync(
            "dcmsend", "--no-uid-checks", "-v", "-aec", NodeClient.AeTitle, "--scan-directories", "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture), _folder["study"]);

        Assert.True(sent.ExitCode == 0, sent.Output);
        Assert.Equal([raw.Sop.Uid], await node.FindInstancesAsync(raw.Study.Uid));
        Assert.Equal([image.Sop.Uid], await node.FindInstancesAsync(image.Study.Uid));
    }

    [Fact]
    public async Task Without_the_option_their_contexts_alone_are_refused()
    {
        await using var node = await NodeProcess.StartAsync(_folder["data"]);
        var options = node.Call().Propose(SopClasses.MRImageStorage, TransferSyntax.ExplicitVrLittleEndian);
        foreach (var sopClass in VendorSopClasses.All)
            options.Propose(sopClass.Uid, TransferSyntax.ExplicitVrLittleEndian);

        await using var association = await ScuAssociation.ConnectAsync(options);

        Assert.Equal([SopClasses.MRImageStorage], association.Negotiated.Contexts.Select(context => context.AbstractSyntax));
        await association.ReleaseAsync();
    }

    private static TestInstance Make(Uid sopClass, StudyInstanceUid study)
    {
        var instance = TestData.Mr(study);
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value).Set(new Tag(0x0029, 0x0010), Vr.LO, "INVENTED BLOCK"u8.ToArray()).Set(new Tag(0x0029, 0x1010), Vr.OB, new byte[5000]);
        instance.DataSet.Remove(Tags.PixelData);
        return instance with { SopClass = sopClass };
    }
}
