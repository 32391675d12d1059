using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Dimse;

/// <summary>What a command costs on the store path, in bytes allocated: a limit that holds on any machine.</summary>
public sealed class CommandAllocationTests
{
    private const int Rounds = 1000;

    [Fact]
    public void To_parse_a_store_request_allocates_the_request_and_its_strings_and_nothing_else()
    {
        var bytes = CommandSetTests.Bytes(GoldenCommands.CStoreRequest);
        Assert.InRange(BytesPerRound(() => CommandSet.Parse(bytes)), 1, 256);
    }

    [Fact]
    public void To_encode_a_store_response_allocates_nothing()
    {
        var response = CommandSet.Parse(CommandSetTests.Bytes(GoldenCommands.CStoreResponse));
        var buffer = new byte[response.MaxEncodedLength];
        Assert.Equal(0, BytesPerRound(() => response.WriteTo(buffer)));
    }

    private static long BytesPerRound(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
