using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Pdu;
using Archive.Protocol.Tests.Golden;
using Archive.Testing;

namespace Archive.Protocol.Tests.Pdu;

public sealed class PduReaderTests
{
    [Theory]
    [InlineData("47455420 2F20")] // GET /
    [InlineData("16030102 0001")] // a TLS client hello
    [InlineData("00000000 0004 00000000")]
    [InlineData("08000000 0004 00000000")]
    [InlineData("FF00FFFF FFFF")]
    public Task Unknown_type_is_an_unrecognized_pdu(string hex) => AssertAborts(hex, AbortReason.UnrecognizedPdu);

    [Fact]
    public Task Http_request_is_an_unrecognized_pdu() =>
        AssertAborts(Convert.ToHexString(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: archive:11112\r\n\r\n")), AbortReason.UnrecognizedPdu);

    [Theory]
    [InlineData("0100FFFF FFFF")]
    [InlineData("01000010 0001")] // A-ASSOCIATE-RQ of 1 MiB and a byte
    [InlineData("02000010 0001")]
    [InlineData("0400FFFF FFFF")]
    [InlineData("04000002 0001")] // P-DATA-TF of 131,073 bytes
    [InlineData("04000000 0000")]
    [InlineData("04000000 0005 00000001 01")]
    [InlineData("03000000 0005 00010101 01")]
    [InlineData("05000000 0000")]
    [InlineData("06000000 0003 000000")]
    [InlineData("07000000 0400")]
    public Task Impossible_length_is_an_invalid_parameter(string hex) => AssertAborts(hex, AbortReason.InvalidPduParameterValue);

    [Theory]
    [InlineData("04000000 0006 00000000 0103")] // item length 0
    [InlineData("04000000 0006 00000001 0103")] // no message control header
    [InlineData("04000000 0006 FFFFFFFF 0103")] // 4 GB
    [InlineData("04000000 0008 00000006 0103 1122")] // two bytes more than the PDU has
    [InlineData("04000000 000A 00000004 0103 1122 0000")] // stray bytes behind
    [InlineData("04000000 000A 00000004 0003 1122")] // context id 0
    [InlineData("04000000 000A 00000004 0203 1122")] // even context id
    [InlineData("04000000 0007 00000003 0103 11")] // odd command
    [InlineData("04000000 0007 00000003 0100 11")] // odd, and not the end of the data set
    [InlineData("04000000 0006 00000002 0100")] // empty, and not the end
    public Task Malformed_presentation_data_value_is_an_invalid_parameter(string hex) => AssertAborts(hex, AbortReason.InvalidPduParameterValue);

    [Theory]
    [InlineData("04000000 0010 00000004 0100 1122 00000004 0302 1122")] // another context
    [InlineData("04000000 0010 00000004 0100 1122 00000004 0103 1122")] // a command within a data set
    [InlineData("04000000 0010 00000004 0101 1122 00000004 0102 1122")] // a data set within a command
    public Task Fragment_of_another_message_is_an_unexpected_parameter(string hex) => AssertAborts(hex, AbortReason.UnexpectedPduParameter);

    [Theory]
    [InlineData("20000001 01")] // a context item that ends after its id
    [InlineData("20000008 01000000 3000FFFF")] // an abstract syntax beyond its context
    [InlineData("2000FFFF 01000000")] // a context beyond the PDU
    [InlineData("20000004 02000000")] // an even id
    [InlineData("20000004 01000000 20000004 01000000")] // an id twice
    [InlineData("50000008 51000004 00000007")] // a maximum length without room for a fragment
    [InlineData("50000006 51000002 0001")] // a maximum length of two bytes
    [InlineData("50000006 54000002 0040")] // a UID beyond its item
    [InlineData("50000006 58000002 0101")] // a user identity without fields
    [InlineData("10")]
    public Task Malformed_item_is_an_invalid_parameter(string items)
    {
        var body = new byte[68].Concat(Hex.Parse(items)).ToArray();
        body[1] = 1;
        return AssertAborts($"0100 {body.Length:X8} {Convert.ToHexString(body)}", AbortReason.InvalidPduParameterValue);
    }

    [Fact]
    public Task Request_shorter_than_its_fixed_fields_is_an_invalid_parameter() =>
        AssertAborts($"0100 00000043 {new string('0', 2 * 67)}", AbortReason.InvalidPduParameterValue);

    [Fact]
    public async Task Claimed_lengths_cost_no_memory()
    {
        string[] claims = ["0100FFFF FFFF", "01000010 0000", "0400FFFF FFFF", "04000002 0000 0001FFFE 0100", "04000000 0008 FFFFFFFF 0100"];
        // The first round compiles the code and loads the messages' resources.
        foreach (var round in Enumerable.Range(0, 2))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var claim in claims)
            {
                var reader = PduReading.Over(Hex.Parse(claim));
                await Record.ExceptionAsync(async () => await reader.ReadAsync());
            }

            if (round == 1)
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        }
    }

    [Fact]
    [Requirement("VEREOS-02")]
    [Requirement("MX1-11")]
    public async Task P_data_tf_of_the_announced_maximum_is_received()
    {
        var pdu = new byte[6 + 131072];
        Hex.Parse("04000002 0000 0001FFFC 0102").CopyTo(pdu, 0);

        var data = await PduReading.ReadPartAsync(PduReading.Over(pdu, new PduLimits { MaxPDataBytes = 131072 }), isCommand: false);

        Assert.Equal(131072 - 6, data.Length);
    }

    [Fact]
    public async Task P_data_tf_of_any_length_is_received_when_no_maximum_was_announced()
    {
        var reader = PduReading.Over(Hex.Parse("0400FFFF FFFE FFFFFFFA 0100 1122"), new PduLimits { MaxPDataBytes = 0 });

        var read = await reader.ReadAsync();

        Assert.Equal(2, read.Slice.Payload.Length);
        Assert.False(read.Slice.IsLast);
    }

    [Fact]
    public async Task Last_fragment_of_a_data_set_may_be_odd_or_empty()
    {
        var odd = await PduReading.ReadPartAsync(PduReading.Over(Hex.Parse("04000000 000F 00000004 0100 1122 00000003 0102 33")), isCommand: false);
        var empty = await PduReading.ReadPartAsync(PduReading.Over(Hex.Parse("04000000 000E 00000004 0100 1122 00000002 0102")), isCommand: false);

        Assert.Equal("112233", Convert.ToHexString(odd));
        Assert.Equal("1122", Convert.ToHexString(empty));
    }

    [Fact]
    public async Task Reserved_bits_of_the_message_control_header_are_not_checked()
    {
        var command = await PduReading.ReadPartAsync(PduReading.Over(Hex.Parse("04000000 0008 00000004 01FF 1122")), isCommand: true);

        Assert.Equal("1122", Convert.ToHexString(command));
    }

    [Fact]
    public async Task Unknown_items_are_skipped()
    {
        var rq = Hex.Parse(GoldenPdus.AAssociateRq);
        var unknown = Hex.Parse("99000004 01020304");
        BinaryPrimitives.WriteInt32BigEndian(rq.AsSpan(2), rq.Length - 6 + unknown.Length);

        var read = await PduReading.Over([.. rq[..74], .. unknown, .. rq[74..]]).ReadAsync();

        Assert.Equal(Hex.Parse(GoldenPdus.AAssociateRq), Assert.IsType<AAssociateRq>(read.Pdu).ToArray());
    }

    [Fact]
    public async Task Slices_come_before_their_fragment_is_complete()
    {
        var reader = PduReading.InPieces(Hex.Parse("04000000 000A 00000006 0102 11223344"), 14, 2);

        var first = (await reader.ReadAsync()).Slice;
        Assert.Equal((1, false, false, 2L), (first.PresentationContextId, first.IsCommand, first.IsLast, first.Payload.Length));
        var second = (await reader.ReadAsync()).Slice;
        Assert.Equal((1, false, true, 2L), (second.PresentationContextId, second.IsCommand, second.IsLast, second.Payload.Length));
    }

    [Fact]
    public async Task Connection_that_ends_anywhere_in_a_pdu_gives_the_end()
    {
        var bytes = Hex.Parse(GoldenPdus.PDataTfWithThreeValues);
        for (var length = 0; length < bytes.Length; length++)
        {
            var reader = PduReading.Over(bytes[..length]);
            PduReadResult read;
            do
            {
                read = await reader.ReadAsync();
            }
            while (!read.IsEnd);

            Assert.True((await reader.ReadAsync()).IsEnd);
        }
    }

    [Theory]
    [InlineData(GoldenPdus.AAssociateRq)]
    [InlineData(GoldenPdus.AAssociateAc)]
    [InlineData(GoldenPdus.AAbort)]
    public async Task Pdu_that_comes_byte_by_byte_over_a_socket_is_read(string golden)
    {
        var (peer, stream) = await ScriptedPeer.PairAsync();
        using (peer)
        {
            var reader = new PduReader(System.IO.Pipelines.PipeReader.Create(stream), new PduLimits());
            var sending = peer.SendByteByByteAsync(Hex.Parse(golden));

            var read = await reader.ReadAsync();

            await sending;
            Assert.Equal(Hex.Parse(golden), read.Pdu?.ToArray());
        }
    }

    private static async Task AssertAborts(string hex, AbortReason reason)
    {
        var reader = PduReading.Over(Hex.Parse(hex));
        var exception = await Assert.ThrowsAsync<PduException>(async () =>
        {
            while (!(await reader.ReadAsync()).IsEnd)
            {
            }
        });
        Assert.Equal(reason, exception.Reason);
    }
}
