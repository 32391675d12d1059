using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>What may not be sent as it is stored, because a length is odd, goes out with its values padded (PS3.5 6.2, 7.1.1).</summary>
public sealed class OddLengthTests : AssociationTest, IDisposable
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;

    private readonly ConcurrentQueue<string> _reencoded = new();
    private readonly MeterListener _meters = new();

    public OddLengthTests()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "archive.retrieval.reencoded")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) => _reencoded.Enqueue((string)tags[0].Value!));
        _meters.Start();
    }

    public static TheoryData<string> NativeSyntaxes => [.. new[]
    {
        TransferSyntax.ImplicitVrLittleEndian, Explicit, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian,
    }.Select(syntax => syntax.Uid.Value)];

    public void Dispose() => _meters.Dispose();

    [Theory]
    [MemberData(nameof(NativeSyntaxes))]
    public async Task A_data_set_of_odd_length_is_sent_padded_in_its_own_transfer_syntax(string uid)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(uid), out var syntax));
        var ct = TestObject.Ct();
        var plain = DataSetWriter.ToArray(Read(ct.Bytes, Explicit), syntax.IsDeflated ? Explicit : syntax);
        byte[] comment = Hex.Parse(syntax.IsBigEndian ? "0020 4000 4C54 0003 616263" : syntax.IsImplicitVr ? "2000 0040 03000000 616263" : "2000 0040 4C54 0300 616263");
        byte[] odd = [.. plain, .. comment];
        var sent = ct with { Bytes = syntax.IsDeflated ? OddDeflated(odd) : odd };
        await using var archive = await TestArchive.StartAsync();
        await StoreAsync(archive, sent, syntax);

        var received = (await TestScu.GetAsync(archive, ct.Study, syntax: syntax)).Objects[ct.Instance];

        AssertIsPadded(received, syntax);
        Assert.Equal("abc", Read(received, syntax).GetString(Tags.ImageComments));
        Assert.Equal(Canonical(Read(sent.Bytes, syntax)), Canonical(Read(received, syntax)));
        Assert.Equal(["odd_length"], _reencoded);
    }

    [Fact]
    public async Task Odd_fragments_are_padded_without_a_codec()
    {
        var ct = TestObject.Ct();
        var head = DataSetWriter.ToArray(Read(ct.Bytes, Explicit).Remove(Tags.PixelData), Explicit);
        var syntax = TransferSyntax.JpegBaseline8Bit;
        var sent = ct with { Bytes = [.. head, .. Hex.Parse("E07F 1000 4F42 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF 00E0 05000000 FFD801FFD9  FEFF DDE0 00000000")] };
        await using var archive = await TestArchive.StartAsync();
        await StoreAsync(archive, sent, syntax);

        var received = (await TestScu.GetAsync(archive, ct.Study, syntax: syntax)).Objects[ct.Instance];

        Assert.Equal([.. head, .. Hex.Parse("E07F 1000 4F42 0000 FFFFFFFF  FEFF 00E0 00000000  FEFF 00E0 06000000 FFD801FFD900  FEFF DDE0 00000000")], received);
        Assert.Equal(["odd_length"], _reencoded);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(5_000_000)] // more than is read ahead
    public async Task Odd_values_that_make_up_an_even_data_set_are_padded(int pixelBytes)
    {
        var ct = TestObject.Ct(pixelBytes);
        var sent = ct with { Bytes = [.. Hex.Parse("0800 0800 4353 0300 414243  0800 1200 4441 0300 323032"), .. ct.Bytes] };
        await using var archive = await TestArchive.StartAsync();
        await StoreAsync(archive, sent, Explicit);

        var received = (await TestScu.GetAsync(archive, ct.Study)).Objects[ct.Instance];

        AssertIsPadded(received, Explicit);
        Assert.Equal(Canonical(Read(sent.Bytes, Explicit)), Canonical(Read(received, Explicit)));
        Assert.Equal(["odd_length"], _reencoded);
    }

    [Fact]
    public async Task What_has_even_lengths_leaves_as_it_came()
    {
        var ct = TestObject.Ct();
        await using var archive = await TestArchive.StartAsync();
        await StoreAsync(archive, ct, Explicit);

        Assert.Equal(ct.Bytes, (await TestScu.GetAsync(archive, ct.Study)).Objects[ct.Instance]);
        Assert.Empty(_reencoded);
        await TestScu.GetAsync(archive, ct.Study, syntax: TransferSyntax.ImplicitVrLittleEndian);
        Assert.Equal(["transfer_syntax"], _reencoded);
    }

    /// <summary>Deflated to an odd number of bytes, whatever the deflater makes of it: what follows its last block counts for nothing.</summary>
    private static byte[] OddDeflated(byte[] plain)
    {
        using var output = new MemoryStream();
        using (var deflate = new System.IO.Compression.DeflateStream(output, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(plain);
        if (output.Length % 2 == 0)
            output.WriteByte(0);
        return output.ToArray();
    }

    private static void AssertIsPadded(byte[] dataSet, TransferSyntax syntax)
    {
        var scanner = new HeaderScanner(new HeaderScannerOptions { WantedTags = [] });
        scanner.Reset(syntax);
        scanner.Scan(dataSet);
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
        Assert.DoesNotContain(DeviationKind.OddLength, scanner.Deviations.Select(deviation => deviation.Kind));
        Assert.Equal(0, dataSet.Length % 2);
    }

    private static DataSet Read(byte[] bytes, TransferSyntax syntax) => DataSetReader.Read(bytes, syntax);

    private static string Canonical(DataSet dataSet) => Convert.ToHexString(DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian));

    private static async Task StoreAsync(TestArchive archive, TestObject sent, TransferSyntax syntax)
    {
        await using var association = await ScuAssociation.ConnectAsync(archive.Calling().Propose(sent.SopClass, syntax));
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(sent.SopClass), sent.Instance, sent.Bytes)).Status);
        await association.ReleaseAsync();
    }
}
