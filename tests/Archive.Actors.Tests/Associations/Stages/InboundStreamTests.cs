using System.Buffers;
using System.IO.Pipelines;
using Akka.Actor;
using Akka.Streams;
using Archive.Actors.Associations;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Tests.Associations.Stages;

/// <summary>The stream that reads an association: who owns a slice and until when, who is told what, and what is left after any end.</summary>
public sealed class InboundStreamTests : Akka.TestKit.Xunit2.TestKit
{
    private readonly PoisoningPool _pool = new();
    private readonly Pipe _connection;

    public InboundStreamTests()
        : base("akka.loglevel = WARNING") => _connection = new Pipe(new PipeOptions(_pool, minimumSegmentSize: 4096, pauseWriterThreshold: 0));

    [Fact]
    public async Task A_slice_is_an_operations_until_it_has_taken_it()
    {
        var sent = TestObject.Ct(pixelBytes: 300_000).Bytes;
        using var received = new MemoryStream();
        var operations = new ScriptedOperations
        {
            Append = async bytes =>
            {
                await Task.Delay(1); // what is not the operation's own would be given back meanwhile
                foreach (var segment in bytes)
                    received.Write(segment.Span);
            },
        };
        var inbound = await StartAsync(operations);

        await SendStoreAsync(sent);
        await operations.Completed.Task.WaitAsync(RemainingOrDefault);

        Assert.Equal(sent, received.ToArray());
        await EndAsync(inbound);
    }

    [Fact]
    public async Task A_slice_that_is_kept_beyond_the_next_pull_is_gone()
    {
        var sent = TestObject.Ct(pixelBytes: 300_000).Bytes;
        var kept = new List<ReadOnlyMemory<byte>>();
        var operations = new ScriptedOperations
        {
            Append = bytes =>
            {
                foreach (var segment in bytes)
                    kept.Add(segment);
                return default;
            },
        };
        var inbound = await StartAsync(operations);

        await SendStoreAsync(sent);
        await operations.Completed.Task.WaitAsync(RemainingOrDefault);
        await EndAsync(inbound);

        var bytes = kept.SelectMany(segment => segment.ToArray()).ToArray();
        Assert.Equal(sent.Length, bytes.Length);
        Assert.All(bytes, value => Assert.Equal(PoisoningPool.Poison, value));
    }

    [Fact]
    public async Task Nothing_is_read_until_the_actor_has_dealt_with_a_pdu()
    {
        var inbound = await StartAsync(new ScriptedOperations(), ReadingMode.Report);

        await SendAsync(AReleaseRq.Instance.ToArray());
        await SendAsync(AAbort.ByUser.ToArray());

        Assert.IsType<AReleaseRq>((await ExpectMsgAsync<PduCame>()).Pdu);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        inbound.GoOn(ReadingMode.Report);
        Assert.IsType<AAbort>((await ExpectMsgAsync<PduCame>()).Pdu);
        inbound.GoOn(ReadingMode.Report);
        await EndAsync(inbound);
    }

    [Fact]
    public async Task Data_out_of_place_are_told_and_passed_over_when_the_association_is_over()
    {
        var inbound = await StartAsync(new ScriptedOperations(), ReadingMode.Report);

        await SendStoreAsync(TestObject.Ct().Bytes);

        await ExpectMsgAsync<DataCameOutOfPlace>();
        inbound.GoOn(ReadingMode.Drop);
        await EndAsync(inbound);
    }

    [Fact]
    public async Task A_broken_protocol_is_told_before_the_end_and_what_follows_it_is_thrown_away()
    {
        var operations = new ScriptedOperations();
        var inbound = await StartAsync(operations);

        await SendCommandAsync();
        await SendAsync(RawAssociation.Fragment(2, new byte[100], isCommand: false, isLast: true)); // even context id
        for (var i = 0; i < 100; i++)
            await SendAsync(new byte[4096]);

        Assert.IsType<PduException>((await ExpectMsgAsync<ReadingFailed>()).Cause);
        await EndAsync(inbound);
        await operations.Abandoned.Task.WaitAsync(RemainingOrDefault);
    }

    [Fact]
    public async Task What_an_operation_fails_with_is_told_and_what_follows_is_thrown_away()
    {
        var operations = new ScriptedOperations { Append = _ => throw new IOException("The disk is gone.") };
        var inbound = await StartAsync(operations);

        await SendStoreAsync(TestObject.Ct(pixelBytes: 300_000).Bytes);

        Assert.IsType<IOException>((await ExpectMsgAsync<ReadingFailed>()).Cause);
        await EndAsync(inbound);
        await operations.Abandoned.Task.WaitAsync(RemainingOrDefault);
    }

    [Fact]
    public async Task What_an_operation_fails_with_later_is_told()
    {
        var failing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var operations = new ScriptedOperations { Append = _ => new ValueTask(failing.Task) };
        var inbound = await StartAsync(operations);

        await SendStoreAsync(TestObject.Ct().Bytes);
        failing.SetException(new IOException("The disk is gone."));

        Assert.IsType<IOException>((await ExpectMsgAsync<ReadingFailed>()).Cause);
        await EndAsync(inbound);
    }

    [Fact]
    public async Task A_stream_that_is_stopped_while_it_waits_for_an_operation_is_released_when_that_has_ended()
    {
        var taking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var operations = new ScriptedOperations
        {
            Append = _ =>
            {
                began.TrySetResult();
                return new ValueTask(taking.Task);
            },
        };
        var inbound = await StartAsync(operations);
        await SendStoreAsync(TestObject.Ct().Bytes, isWhole: false);
        await began.Task.WaitAsync(RemainingOrDefault);

        inbound.Stop();
        await ExpectMsgAsync<ReadingStopped>();
        Assert.False(inbound.Released.IsCompleted);
        Assert.False(operations.Abandoned.Task.IsCompleted);

        taking.SetResult();
        await inbound.Released.WaitAsync(RemainingOrDefault);
        await operations.Abandoned.Task.WaitAsync(RemainingOrDefault);
    }

    [Fact]
    public async Task A_stream_that_is_stopped_while_it_reads_is_released_when_nothing_reads_any_more()
    {
        var inbound = await StartAsync(new ScriptedOperations());

        inbound.Stop();
        await ExpectMsgAsync<ReadingStopped>();
        Assert.False(inbound.Released.IsCompleted);

        await _connection.Writer.CompleteAsync();
        await inbound.Released.WaitAsync(RemainingOrDefault);
    }

    /// <summary>As the actor does it: a first PDU comes, and then data may.</summary>
    private async Task<InboundStream> StartAsync(ScriptedOperations operations, ReadingMode mode = ReadingMode.Take)
    {
        var reader = new PduReader(_connection.Reader, new PduLimits { MaxPDataBytes = 128 * 1024 });
        var inbound = new InboundStream(reader, TestActor, Sys.Materializer());
        await SendAsync(RawAssociation.Request.ToArray());
        Assert.IsType<AAssociateRq>((await ExpectMsgAsync<PduCame>()).Pdu);
        inbound.Open(operations);
        inbound.GoOn(mode);
        return inbound;
    }

    private Task SendCommandAsync()
    {
        var command = new ArrayBufferWriter<byte>();
        RawAssociation.Store(TestObject.Ct()).WriteTo(command);
        return SendAsync(RawAssociation.Fragment(RawAssociation.Ct, command.WrittenSpan, isCommand: true, isLast: true));
    }

    private async Task SendStoreAsync(byte[] dataSet, bool isWhole = true)
    {
        const int FragmentBytes = 32 * 1024;
        await SendCommandAsync();
        for (var sent = 0; sent < dataSet.Length; sent += FragmentBytes)
        {
            var length = Math.Min(FragmentBytes, dataSet.Length - sent);
            await SendAsync(RawAssociation.Fragment(RawAssociation.Ct, dataSet.AsSpan(sent, length), isCommand: false, isLast: isWhole && sent + length == dataSet.Length));
        }
    }

    private async Task SendAsync(byte[] bytes) => await _connection.Writer.WriteAsync(bytes);

    /// <summary>The peer closes; the stream says so last, and has nothing any more.</summary>
    private async Task EndAsync(InboundStream inbound)
    {
        await _connection.Writer.CompleteAsync();
        await ExpectMsgAsync<ReadingEnded>();
        await inbound.Released.WaitAsync(RemainingOrDefault);
        await _connection.Reader.CompleteAsync();
        Assert.Equal(0, _pool.Open);
    }
}
