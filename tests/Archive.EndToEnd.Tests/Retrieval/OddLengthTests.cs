using System.Globalization;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Real receivers get what they cannot take as it is stored: getscu aborts at a fragment of odd length, and so does storescp.</summary>
public sealed class OddLengthTests(RetrievalFixture fixture) : IClassFixture<RetrievalFixture>, IDisposable
{
    private static readonly TransferSyntax[] Native =
        [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Options => ["", "--bit-preserving"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Getscu_takes_objects_of_odd_length(string option)
    {
        var sent = await StoreAsync(Native);
        var before = await CountAsync();

        var got = await DcmtkTool.RunAsync("getscu",
            ["--verbose", "-S", .. option.Length > 0 ? [option] : Array.Empty<string>(), "-od", _folder.Path, "-k", "QueryRetrieveLevel=STUDY", "-k", $"StudyInstanceUID={sent[0].Study}",
             "-aec", NodeClient.AeTitle, "127.0.0.1", fixture.Node.DicomPort.ToString(CultureInfo.InvariantCulture)]);

        Assert.True(got.ExitCode == 0, got.Output);
        AssertReceived(sent, Directory.GetFiles(_folder.Path));
        Assert.True(await CountAsync() > before);
    }

    [Theory]
    [InlineData("+xa")]
    [InlineData("+x=")]
    public async Task Storescp_takes_objects_of_odd_length(string option)
    {
        var sent = await StoreAsync([.. Native, TransferSyntax.DeflatedExplicitVrLittleEndian, TransferSyntax.JpegBaseline8Bit]);
        if (option != "+xa")
            sent = [.. sent.Where(one => !one.Syntax.IsEncapsulated)];
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port, "+B", option);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, RetrievalFixture.Destination, StudyTree.IdentifierOf(sent[0].Instance, InformationModel.StudyRoot, "STUDY"));

        AssertReceived(sent, destination.ReceivedFiles);
        Assert.Equal(sent.Count, (int)moved.Last.NumberOfCompletedSuboperations!);
    }

    private async Task<IReadOnlyList<Odd>> StoreAsync(TransferSyntax[] syntaxes)
    {
        var study = new StudyInstanceUid(TestData.NewUid());
        var sent = syntaxes.Select(syntax => Odd.Of(TestData.Mr(study), syntax)).ToList();
        await using var association = await fixture.Node.ConnectAsync([.. sent.Select(one => one.Object)]);
        foreach (var one in sent)
            Assert.Equal(DimseStatus.Success, await association.StoreAsync(one.Object));
        await association.ReleaseAsync();
        return sent;
    }

    private Task<double> CountAsync() => fixture.Node.MetricAsync("archive_retrieval_reencoded_total{reason=\"odd_length\"}");

    private static void AssertReceived(IReadOnlyList<Odd> sent, IReadOnlyCollection<string> files)
    {
        var received = files.Select(path => Part10File.Read(File.ReadAllBytes(path))).ToDictionary(file => file.Meta.GetUid(Tags.MediaStorageSOPInstanceUID));
        Assert.Equal(sent.Select(one => one.Instance.Sop.Value).Order(StringComparer.Ordinal), received.Keys.Select(uid => uid.Value).Order(StringComparer.Ordinal));
        foreach (var one in sent)
            SameContent.Assert(one.Padded, one.Syntax, received[one.Instance.Sop.Uid]);
    }

    /// <summary>An object with values of odd length, of odd length itself.</summary>
    /// <param name="Padded">What is to arrive.</param>
    private sealed record Odd(TestInstance Instance, TransferSyntax Syntax, WireObject Object, DataSet Padded)
    {
        public StudyInstanceUid Study => Instance.Study;

        public static Odd Of(TestInstance instance, TransferSyntax syntax)
        {
            if (syntax.IsEncapsulated)
                instance.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [default, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }]));
            var plain = syntax.IsDeflated ? TransferSyntax.ExplicitVrLittleEndian : syntax;
            byte[] trailing = Hex.Parse(plain.IsBigEndian ? "FFFC FFFC 4F42 0000 00000003 010203" : plain.IsImplicitVr ? "FCFF FCFF 03000000 010203" : "FCFF FCFF 4F42 0000 03000000 010203");
            byte[] bytes = [.. instance.Encode(plain), .. trailing];
            var padded = DataSetReader.Read(bytes, plain).Set(Tags.DataSetTrailingPadding, Vr.OB, new byte[] { 1, 2, 3, 0 });
            return new Odd(instance, syntax, new WireObject(instance.SopClass, instance.Sop.Uid, syntax, syntax.IsDeflated ? Deflate(bytes) : bytes), padded);
        }

        private static byte[] Deflate(byte[] bytes)
        {
            using var deflated = new MemoryStream();
            using (var deflate = new System.IO.Compression.DeflateStream(deflated, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
                deflate.Write(bytes);
            if (deflated.Length % 2 == 0)
                deflated.WriteByte(0); // nothing but the length of the whole is odd then
            return deflated.ToArray();
        }
    }
}
