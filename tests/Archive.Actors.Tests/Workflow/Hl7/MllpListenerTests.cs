using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Archive.Actors.Tests.TestKit;
using Archive.Actors.Workflow.Hl7;
using Archive.Actors.Workflow.Worklist;
using Archive.Storage;
using Archive.Storage.Health;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>The listener over real connections, byte by byte.</summary>
public sealed class MllpListenerTests : IAsyncLifetime
{
    private const string Update = "MSH|^~\\&|HIS|NORTH|ARCHIVE|RAD|20261201||ADT^A08|{0}|P|2.5\rPID|1||4711||HUBER^ANNA\r";

    private readonly RecordingOrders _orders = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly ArchiveHealth _health = new();
    private MllpListener _listener = null!;

    public Task InitializeAsync()
    {
        Listen(new Hl7Settings { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _listener.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_message_that_comes_byte_by_byte_is_answered()
    {
        using var peer = await ConnectAsync();
        foreach (var part in MllpPeer.Frame(Message("M-1")))
            await peer.WriteAsync(part);

        Assert.Contains("MSA|AA|M-1\r", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("hl7:HIS", Assert.Single(_orders.Changes).Source);
    }

    [Fact]
    public async Task Messages_that_come_at_once_are_answered_in_their_order()
    {
        using var peer = await ConnectAsync();
        await peer.WriteAsync([.. MllpPeer.Frame(Message("M-1")), .. MllpPeer.Frame(Message("M-2")), .. MllpPeer.Frame(Message("M-3"))]);

        for (var number = 1; number <= 3; number++)
            Assert.Contains($"MSA|AA|M-{number}\r", await peer.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_answered_when_it_is_stored_and_not_before_and_one_at_a_time()
    {
        var stored = new TaskCompletionSource<OrderResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = 0;
        _orders.Answer = (_, _) =>
        {
            Interlocked.Increment(ref begun);
            return stored.Task;
        };
        using var peer = await ConnectAsync();
        await peer.WriteAsync([.. MllpPeer.Frame(Message("M-1")), .. MllpPeer.Frame(Message("M-2"))]);
        await Wait.UntilAsync(() => Volatile.Read(ref begun) == 1, "the first message");
        var answer = peer.ReadAsync();
        Assert.False(answer.IsCompleted);

        stored.SetResult(new OrderResult(OrderOutcome.Created));
        Assert.Contains("MSA|AA|M-1\r", await answer, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|M-2\r", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task A_database_that_is_away_is_answered_with_AE_and_its_reason_and_the_repetition_is_taken()
    {
        _orders.Answer = (_, _) => throw new StorageFailedException("The database is away.");
        using var peer = await ConnectAsync();
        await peer.SendAsync(Message("M-1"));
        var refused = await peer.ReadAsync();
        Assert.Contains("MSA|AE|M-1|The message could not be stored, repeat it: The database is away.\r", refused, StringComparison.Ordinal);
        Assert.Contains("ERR|||207^Application internal error^HL70357|E", refused, StringComparison.Ordinal);
        Assert.Empty(_orders.Changes);

        _orders.Answer = (_, _) => Task.FromResult(new OrderResult(OrderOutcome.Changed));
        await peer.SendAsync(Message("M-1"));
        Assert.Contains("MSA|AA|M-1\r", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Single(_orders.Changes);
        Assert.Contains(_logs.Lines, line => line is { EventId: 524, Level: LogLevel.Error });
    }

    [Fact]
    public async Task A_database_that_does_not_answer_in_time_is_answered_with_AE()
    {
        await ListenAnewAsync(settings => settings with { Store = TimeSpan.FromMilliseconds(50) });
        _orders.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new OrderResult(OrderOutcome.Created);
        };
        using var peer = await ConnectAsync();
        await peer.SendAsync(Message("M-1"));

        Assert.Contains("MSA|AE|M-1|The message could not be stored, repeat it: it took more than 0.05 s\r", await peer.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderOutcome.Conflict, "205")]
    [InlineData(OrderOutcome.NotFound, "204")]
    [InlineData(OrderOutcome.Invalid, "102")]
    public async Task What_the_worklist_refuses_is_answered_with_AE_and_its_reason(OrderOutcome outcome, string code)
    {
        _orders.Answer = (_, _) => Task.FromResult(new OrderResult(outcome, "Not like this."));
        using var peer = await ConnectAsync();
        await peer.SendAsync("MSH|^~\\&|HIS|NORTH|ARCHIVE|RAD|20261201||ORM^O01|M-1|P|2.5\rPID|1||4711||HUBER^ANNA\rORC|CA|P-1|A-1\rOBR|1|P-1|A-1|X||||||||||||||||S-1\r");
        var answer = await peer.ReadAsync();

        Assert.Contains("MSA|AE|M-1|Not like this.\r", answer, StringComparison.Ordinal);
        Assert.Contains($"|{code}^", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_of_which_nothing_is_open_is_cancelled_with_a_warning()
    {
        _orders.Answer = (_, _) => Task.FromResult(new OrderResult(OrderOutcome.NotFound, "There is no open item of the order."));
        using var peer = await ConnectAsync();
        await peer.SendAsync("MSH|^~\\&|HIS|NORTH|ARCHIVE|RAD|20261201||ORM^O01|M-1|P|2.5\rPID|1||4711||HUBER^ANNA\rORC|CA|P-1|A-1\r");
        var answer = await peer.ReadAsync();

        Assert.Contains("MSA|AA|M-1\r", answer, StringComparison.Ordinal);
        Assert.Contains("|204^Unknown key identifier^HL70357|W||||There is no open item of the order.\r", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_of_a_patient_without_open_steps_is_taken()
    {
        _orders.Answer = (_, _) => Task.FromResult(new OrderResult(OrderOutcome.NotFound, "There is none."));
        using var peer = await ConnectAsync();
        await peer.SendAsync(Message("M-1"));

        Assert.Contains("MSA|AA|M-1\r", await peer.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_between_messages_is_passed_over_and_a_message_that_begins_anew_counts_from_there()
    {
        using var peer = await ConnectAsync();
        await peer.WriteAsync([.. "\r\n\r\nnoise\u001c\r"u8, .. MllpPeer.Frame(Message("M-1"))]);
        Assert.Contains("MSA|AA|M-1\r", await peer.ReadAsync(), StringComparison.Ordinal);

        await peer.WriteAsync([0x0B, .. Encoding.ASCII.GetBytes(Message("HALF")[..30]), .. MllpPeer.Frame(Message("M-2"))]);
        Assert.Contains("MSA|AA|M-2\r", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(2, _orders.Changes.Count);
    }

    [Fact]
    public async Task An_end_without_its_second_byte_is_no_end()
    {
        using var peer = await ConnectAsync();
        await peer.WriteAsync([0x0B, .. Encoding.ASCII.GetBytes(Message("M-1")), 0x1C]);
        await peer.WriteAsync(0x1C, 0x0D);

        Assert.Contains("MSA|AR|M-1|", await peer.ReadAsync(), StringComparison.Ordinal); // the first one is a line of the message
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_and_the_connection_goes_on()
    {
        await ListenAnewAsync(settings => settings with { MaxMessageBytes = 4096 });
        using var peer = await ConnectAsync();
        await peer.SendAsync(Message("M-1") + $"NTE|1||{new string('x', 20_000)}");
        Assert.Contains("MSA|AR|M-1|The message has more than 4096 bytes\r", await peer.ReadAsync(), StringComparison.Ordinal);

        await peer.SendAsync(Message("M-2"));
        Assert.Contains("MSA|AA|M-2\r", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Single(_orders.Changes);
    }

    [Fact]
    public async Task Binary_garbage_ends_the_connection()
    {
        using var peer = await ConnectAsync();
        await peer.WriteAsync([.. Enumerable.Repeat((byte)0xAB, 8192)]);

        Assert.Null(await peer.ReadAsync());
        await AssertClosedAsync("not framed");
    }

    [Fact]
    public async Task A_message_without_an_end_ends_the_connection()
    {
        await ListenAnewAsync(settings => settings with { Frame = TimeSpan.FromMilliseconds(100) });
        using var peer = await ConnectAsync();
        await peer.WriteAsync(MllpPeer.Frame(Message("M-1"))[..^2]);

        Assert.Null(await peer.ReadAsync());
        await AssertClosedAsync("did not end in time");
        Assert.Empty(_orders.Changes);
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        await ListenAnewAsync(settings => settings with { Idle = TimeSpan.FromMilliseconds(100) });
        using var peer = await ConnectAsync();

        Assert.Null(await peer.ReadAsync());
        await AssertClosedAsync("nothing came");
    }

    [Fact]
    public async Task Half_a_message_of_a_sender_that_leaves_changes_nothing()
    {
        using (var peer = await ConnectAsync())
            await peer.WriteAsync(MllpPeer.Frame(Message("M-1"))[..^2]);

        await AssertClosedAsync("within a message");
        Assert.Empty(_orders.Changes);
    }

    [Fact]
    public async Task A_sender_that_takes_no_answers_is_held_back_and_then_closed()
    {
        await ListenAnewAsync(settings => settings with { Send = TimeSpan.FromMilliseconds(200) });
        using var peer = await MllpPeer.ConnectAsync(_listener.EndPoint, receiveBytes: 4096);
        var many = string.Concat(Enumerable.Range(0, 50).Select(number => Encoding.ASCII.GetString(MllpPeer.Frame(Message($"M-{number}")))));
        try
        {
            while (_listener.Connections > 0)
                await peer.WriteAsync(Encoding.ASCII.GetBytes(many));
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            // Closed while it was writing.
        }

        await AssertClosedAsync("does not take the answer");
    }

    [Fact]
    public async Task Connections_over_the_limit_and_from_elsewhere_are_refused()
    {
        await ListenAnewAsync(settings => settings with { MaxConnections = 1 });
        using (var first = await ConnectAsync())
        {
            await first.SendAsync(Message("M-1"));
            Assert.NotNull(await first.ReadAsync());
            using var second = await ConnectAsync();
            Assert.Null(await second.ReadAsync());
        }

        await ListenAnewAsync(settings => settings with { Senders = [IPNetwork.Parse("192.0.2.0/24")] });
        using var stranger = await ConnectAsync();
        Assert.Null(await stranger.ReadAsync());
        Assert.Contains(_logs.Lines, line => line.EventId == 527 && line.Text.Contains("none of the senders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_finishes_the_message_that_is_worked_on_and_closes_the_others()
    {
        var stored = new TaskCompletionSource<OrderResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Answer = (_, _) =>
        {
            begun.TrySetResult();
            return stored.Task;
        };
        using var busy = await ConnectAsync();
        using var idle = await ConnectAsync();
        await busy.SendAsync(Message("M-1"));
        await begun.Task.WaitAsync(Wait.Limit);

        await _listener.UnbindAsync();
        Assert.Null(await idle.ReadAsync());
        var finished = _listener.FinishAsync();
        Assert.False(finished.IsCompleted);
        stored.SetResult(new OrderResult(OrderOutcome.Created));
        Assert.Contains("MSA|AA|M-1\r", await busy.ReadAsync(), StringComparison.Ordinal);
        Assert.Null(await busy.ReadAsync());
        await finished.WaitAsync(Wait.Limit);
        Assert.Equal(0, _listener.Connections);
    }

    [Fact]
    public async Task Messages_come_by_TLS_and_who_does_not_speak_it_is_closed()
    {
        using var certificate = TestCertificates.SelfSigned("archive", host: "localhost");
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        await ListenAnewAsync(settings => settings with { Tls = new SslServerAuthenticationOptions { ServerCertificate = usable } });
        using (var plain = await ConnectAsync())
        {
            await plain.SendAsync(Message("M-0"));
            while (await plain.ReadRawAsync() > 0)
            {
                // An alert of TLS.
            }
        }

        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(_listener.EndPoint);
        var secure = new SslStream(socket.GetStream(), false, (_, shown, _, _) => shown!.GetCertHashString() == usable.GetCertHashString());
        await secure.AuthenticateAsClientAsync("localhost");
        using var peer = new MllpPeer(secure);
        await peer.SendAsync(Message("M-1"));

        Assert.Contains("MSA|AA|M-1\r", await peer.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_logged_of_a_message_names_no_patient()
    {
        using var peer = await ConnectAsync();
        await peer.SendAsync(Message("M-1") + "OBX|1\r");
        await peer.ReadAsync();
        await peer.SendAsync(Message("M-2").Replace("4711", "", StringComparison.Ordinal));
        await peer.ReadAsync();

        await Wait.UntilAsync(() => _logs.Lines.Any(line => line.EventId == 521), "the refusal");
        Assert.DoesNotContain(_logs.Lines, line => line.Text.Contains("HUBER", StringComparison.Ordinal) || line.Text.Contains("4711", StringComparison.Ordinal));
    }

    private static string Message(string id) => Update.Replace("{0}", id, StringComparison.Ordinal);

    private Task<MllpPeer> ConnectAsync() => MllpPeer.ConnectAsync(_listener.EndPoint);

    private Task AssertClosedAsync(string reason) =>
        Wait.UntilAsync(() => _logs.Lines.Any(line => line.EventId == 525 && line.Text.Contains(reason, StringComparison.Ordinal)), $"a line of the log with '{reason}'");

    private async Task ListenAnewAsync(Func<Hl7Settings, Hl7Settings> change)
    {
        await _listener.DisposeAsync();
        Listen(change(new Hl7Settings { EndPoint = new IPEndPoint(IPAddress.Loopback, 0) }));
    }

    private void Listen(Hl7Settings settings)
    {
        var receiver = new Hl7Receiver(settings, _orders, TimeProvider.System, _logs.CreateLogger<Hl7Receiver>());
        _listener = new MllpListener(settings, receiver, TimeProvider.System, _health, _logs.CreateLogger<MllpListener>());
        _listener.Listen();
    }
}
