using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Associations;

/// <summary>Whatever arrives at the port gets the answer of PS3.8 table 9-10, costs no memory and leaves the others alone.</summary>
public sealed class HostileBytesTests : IAsyncLifetime
{
    private const long MaxGrowthBytes = 64L << 20;
    private const int RandomConnections = 300;

    /// <summary>Before there is an association.</summary>
    private static readonly (string Name, string Hex, AbortReason Reason)[] BeforeAssociation =
    [
        ("HTTP", Convert.ToHexString("GET / HTTP/1.1\r\nHost: archive\r\n\r\n"u8), AbortReason.UnrecognizedPdu),
        ("TLS", "16 03 01 02 00 01 00 01 FC 03 03", AbortReason.UnrecognizedPdu),
        ("unknown PDU type", "08 00 00000004 00000000", AbortReason.UnrecognizedPdu),
        ("request of 4 GB", "01 00 FFFFFFFF 0001 0000", AbortReason.InvalidPduParameterValue),
        ("request longer than the limit", "01 00 00100001 0001 0000", AbortReason.InvalidPduParameterValue),
        ("answer that nobody waits for", "02 00 00000044 0001" + new string('0', 2 * 66), AbortReason.UnexpectedPdu),
        ("data", "04 00 00000008 00000004 01 03 0000", AbortReason.UnexpectedPdu),
        ("release", "05 00 00000004 00000000", AbortReason.UnexpectedPdu),
    ];

    /// <summary>On an association.</summary>
    private static readonly (string Name, string Hex, AbortReason Reason)[] OnAssociation =
    [
        ("unknown PDU type", "08 00 00000004 00000000", AbortReason.UnrecognizedPdu),
        ("HTTP", Convert.ToHexString("GET / HTTP/1.1\r\n\r\n"u8), AbortReason.UnrecognizedPdu),
        ("release of a wrong length", "05 00 00000006 000000000000", AbortReason.InvalidPduParameterValue),
        ("release response", "06 00 00000004 00000000", AbortReason.UnexpectedPdu),
        ("data of 4 GB", "04 00 FFFFFFFF FFFFFFFB 01 03", AbortReason.InvalidPduParameterValue),
        ("data longer than announced", "04 00 00020001 0001FFFD 01 03", AbortReason.InvalidPduParameterValue),
        ("data without a value", "04 00 00000000", AbortReason.InvalidPduParameterValue),
        ("value longer than its PDU", "04 00 00000008 00000100 01 03 0000", AbortReason.InvalidPduParameterValue),
        ("value of 4 GB in a short PDU", "04 00 00000008 FFFFFFFF 01 03 0000", AbortReason.InvalidPduParameterValue),
        ("value without a header", "04 00 00000006 00000001 01 03", AbortReason.InvalidPduParameterValue),
        ("value of length zero", "04 00 00000006 00000000 01 03", AbortReason.InvalidPduParameterValue),
        ("empty fragment that is not the last", "04 00 00000006 00000002 01 01", AbortReason.InvalidPduParameterValue),
        ("even presentation context", "04 00 00000008 00000004 02 03 0000", AbortReason.InvalidPduParameterValue),
    ];

    private readonly TemporaryFolder _folder = new();
    private NodeProcess _node = null!;

    public async Task InitializeAsync() => _node = await NodeProcess.StartAsync(_folder["data"], "--Archive:Dicom:ArtimSeconds=1");

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_no_association_request_is_aborted_and_the_connection_closed()
    {
        var before = await WarmUpAsync();
        await Task.WhenAll(BeforeAssociation.Select(async row =>
        {
            using var peer = await RawMessage.ConnectAsync(_node);
            await peer.SendAsync(row.Hex);
            Assert.Equal((row.Name, Convert.ToHexString(AAbort.ByProvider(row.Reason).ToArray())), (row.Name, Convert.ToHexString(await peer.ReceiveAsync())));
            await peer.ExpectClosedAsync();
        }));

        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task What_breaks_an_association_is_aborted_with_the_reason()
    {
        var before = await WarmUpAsync();
        foreach (var (name, hex, reason) in OnAssociation)
        {
            using var peer = await RawMessage.AssociateAsync(_node, SopClasses.Verification);
            await peer.SendAsync(hex);
            Assert.Equal((name, Convert.ToHexString(AAbort.ByProvider(reason).ToArray())), (name, Convert.ToHexString(await peer.ReceiveAsync())));
        }

        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task A_context_that_was_not_accepted_aborts_the_association()
    {
        var before = await WarmUpAsync();
        using var peer = await RawMessage.AssociateAsync(_node, SopClasses.CTImageStorage);
        var message = await RawMessage.StoreAsync(WireObject.Of(TestData.Ct()), 16384);
        message[10] = 3;
        await peer.SendAsync(message);

        Assert.Equal(AAbort.ByProvider(AbortReason.InvalidPduParameterValue).ToArray(), await peer.ReceiveAsync());
        await AssertUnharmedAsync(before);
    }

    [Fact]
    public async Task Random_bytes_do_no_harm()
    {
        var before = await WarmUpAsync();
        await Parallel.ForAsync(0, RandomConnections, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, _) =>
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 5000)];
            random.NextBytes(bytes);
            bytes[0] = (byte)random.Next(10);
            using var peer = seed % 2 == 0 ? await RawMessage.ConnectAsync(_node) : await RawMessage.AssociateAsync(_node, SopClasses.CTImageStorage);
            await peer.SendAsync(bytes);
        });

        await AssertUnharmedAsync(before);
    }

    private async Task<long> WarmUpAsync()
    {
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(TestData.Ct())));
        return _node.ResidentBytes();
    }

    private async Task AssertUnharmedAsync(long before)
    {
        await Eventually.IsIdleAsync(_node);
        Assert.InRange(_node.PeakResidentBytes(), 0, before + MaxGrowthBytes);
        await using var association = await ScuAssociation.ConnectAsync(_node.Call().Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
        Assert.Equal(DimseStatus.Success, (await association.EchoAsync()).Status);
        Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(TestData.Ct())));
    }
}
