using System.Net;
using System.Net.Sockets;
using Archive.Protocol.Connections;
using Archive.Testing;

namespace Archive.Protocol.Tests.Connections;

/// <summary>A deadline that waits for the line, over a real connection whose receiver takes as much as the test says. Time is virtual.</summary>
public sealed class SendProgressTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _answer = new();
    private MeteredStream _sender = null!;
    private Socket _receiver = null!;

    public async Task InitializeAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 1024 * 1024 };
        await socket.ConnectAsync(listener.LocalEndPoint!);
        _receiver = await listener.AcceptAsync();
        _sender = new MeteredStream(socket);
    }

    public async Task DisposeAsync()
    {
        await _sender.DisposeAsync();
        _receiver.Dispose();
    }

    [Fact]
    public async Task It_does_not_pass_while_the_peer_takes_bytes_and_passes_when_it_takes_no_more()
    {
        await SendAsync(1024 * 1024);
        var waiting = _sender.Progress.AwaitAsync(_answer.Task, _sender.Progress.WrittenBytes, Limit, _time).AsTask();

        for (var i = 0; i < 10; i++)
        {
            await TakeSomeAsync();
            await PassAsync(Limit / 2, waiting);
        }

        Assert.False(waiting.IsCompleted);
        await PassAsync(Limit * 1.2, waiting);
        Assert.False(await waiting.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task It_runs_when_all_has_arrived_whatever_is_sent_after_that()
    {
        await SendAsync(100);
        await ArrivesAsync();
        var waiting = _sender.Progress.AwaitAsync(_answer.Task, _sender.Progress.WrittenBytes, Limit, _time).AsTask();

        for (var i = 0; i < 12; i++)
        {
            await SendAsync(10);
            await ArrivesAsync();
            await PassAsync(Limit / 10, waiting);
        }

        Assert.False(await waiting.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task What_was_waited_for_ends_it_also_by_failing()
    {
        await SendAsync(100);
        var waiting = _sender.Progress.AwaitAsync(_answer.Task, _sender.Progress.WrittenBytes, Limit, _time).AsTask();

        _answer.SetException(new TimeoutException("of its own"));

        Assert.True(await waiting.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task The_last_part_of_a_millisecond_is_waited_for_too()
    {
        var waiting = Task.Run(() => _sender.Progress.AwaitAsync(_answer.Task, 0, TimeSpan.FromMilliseconds(10.5), _time).AsTask());
        await Wait.UntilAsync(() => _time.HasTimer, "the deadline to run");

        _time.Advance(TimeSpan.FromMilliseconds(10));
        await Wait.UntilAsync(() => _time.HasTimer, "the rest of it to run");
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(await waiting.WaitAsync(Wait.Limit));
    }

    [Fact]
    public async Task A_connection_that_is_closed_makes_no_progress()
    {
        await SendAsync(1024 * 1024);
        var acknowledged = _sender.Progress.ReadAcknowledgedBytes();
        await _sender.DisposeAsync();

        Assert.InRange(_sender.Progress.ReadAcknowledgedBytes(), 0, _sender.Progress.WrittenBytes - 1);
        Assert.InRange(acknowledged, 0, _sender.Progress.WrittenBytes - 1);
    }

    /// <summary>Time goes by in steps, in each of which the waiting side looks.</summary>
    private async Task PassAsync(TimeSpan time, Task waiting)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Limit / 10)
        {
            _time.Advance(Limit / 10);
            await Wait.UntilAsync(() => _time.HasTimer || waiting.IsCompleted, "the line to be looked at");
        }
    }

    private async Task SendAsync(int bytes)
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        await _sender.WriteAsync(new byte[bytes], limit.Token);
    }

    private Task ArrivesAsync() => Wait.UntilAsync(() => _sender.Progress.ReadAcknowledgedBytes() >= _sender.Progress.WrittenBytes, "all to arrive");

    private async Task TakeSomeAsync()
    {
        var before = _sender.Progress.ReadAcknowledgedBytes();
        var buffer = new byte[8 * 1024];
        using var limit = new CancellationTokenSource(Wait.Limit);
        while (_sender.Progress.ReadAcknowledgedBytes() == before)
            await _receiver.ReceiveAsync(buffer, limit.Token);
    }
}
