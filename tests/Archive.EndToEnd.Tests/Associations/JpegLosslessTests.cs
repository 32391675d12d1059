using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>A scanner that would send compressed what it cannot read back has a list of transfer syntaxes without that.</summary>
public sealed class JpegLosslessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Requirement("VEREOS-07", "for the peer whose list of transfer syntaxes leaves it out")]
    public async Task What_a_scanner_cannot_read_back_it_does_not_get_to_send()
    {
        Uid[] classes =
        [
            SopClasses.ComputedRadiographyImageStorage, SopClasses.DigitalXRayImageStorageForPresentation, SopClasses.XRayAngiographicImageStorage,
            SopClasses.XRayRadiofluoroscopicImageStorage, SopClasses.CTImageStorage, SopClasses.SecondaryCaptureImageStorage,
        ];
        TransferSyntax[] proposed = [TransferSyntax.JpegLosslessSV1, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];
        await using var node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Peers:0:AeTitle=SCANNER",
            "--Archive:Peers:0:TransferSyntaxes:0=ExplicitVRLittleEndian", "--Archive:Peers:0:TransferSyntaxes:1=ImplicitVRLittleEndian");
        var options = node.Call("SCANNER");
        foreach (var sopClass in classes)
        {
            foreach (var syntax in proposed)
                options.Propose(sopClass, syntax);
        }

        var instance = TestData.Ct();
        var sent = WireObject.Of(instance);
        await using (var association = await ScuAssociation.ConnectAsync(options))
        {
            Assert.All(classes, sopClass => Assert.Null(association.FindContext(sopClass, TransferSyntax.JpegLosslessSV1)));
            Assert.All(classes, sopClass => Assert.NotNull(association.FindContext(sopClass, TransferSyntax.ImplicitVrLittleEndian)));
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(sent));
            await association.ReleaseAsync();
        }

        Assert.Equal(sent.Hash, (await node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
    }
}
