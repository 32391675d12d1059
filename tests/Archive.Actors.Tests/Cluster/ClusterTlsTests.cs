using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Cluster;

/// <summary>Whom nodes let in, and to whom they talk, over real sockets.</summary>
public sealed class ClusterTlsTests : MembersTest
{
    private readonly X509Certificate2 _authority = TestCertificates.SelfSigned("nodes", isAuthority: true);
    private readonly X509Certificate2 _otherAuthority = TestCertificates.SelfSigned("others", isAuthority: true);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
        _otherAuthority.Dispose();
    }

    [Fact]
    public async Task Nodes_with_certificates_of_their_authority_form_a_cluster()
    {
        var nodes = new[] { await StartAsync("one.example"), await StartAsync("two.example") };

        await Task.WhenAll(nodes.Select(node => node.Joined)).WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => nodes.All(node => node.UpMembers == 2), "both to see both");
        Assert.Equal("akka.ssl.tcp", nodes[0].Cluster.SelfAddress.Protocol);
    }

    [Theory]
    [InlineData("of another authority")]
    [InlineData("that has expired")]
    [InlineData("that is its own authority")]
    public async Task A_node_with_a_certificate_that_no_node_would_have_does_not_get_in(string certificate)
    {
        var node = await StartAsync("one.example");
        await node.Joined.WaitAsync(Wait.Limit);

        var other = await StartAsync(CertificateOf(certificate));

        await Wait.UntilAsync(() => Refusals(node) > 0, "the other to have tried");
        Assert.Equal((1, 0), (node.Cluster.State.Members.Count, other.Cluster.State.Members.Count));
        Assert.False(other.Joined.IsCompleted);
    }

    [Fact]
    public async Task Who_shows_no_certificate_is_hung_up_on()
    {
        var node = await StartAsync("one.example");
        using var certificate = CertificateOf("of its authority");
        await using var known = await ConnectAsync(node);
        await using var unknown = await ConnectAsync(node);

        var hearing = HearsAsync(known, known.AuthenticateAsClientAsync("one.example", [certificate], checkCertificateRevocation: false));
        Assert.False(await HearsAsync(unknown, unknown.AuthenticateAsClientAsync("one.example")));

        Assert.False(hearing.IsCompleted); // it may speak now, for a while
        await known.DisposeAsync();
        Assert.False(await hearing);
    }

    [Theory]
    [InlineData("of its authority", true)]
    [InlineData("of another authority", false)]
    public async Task A_node_talks_to_nobody_without_a_certificate_of_its_authority(string certificate, bool isTalkedTo)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endPoint = (IPEndPoint)listener.LocalEndpoint;
        Assert.True(await (await Database.RegisterAsync(endPoint.ToString())).TryFoundAsync(default));
        using var own = CertificateOf(certificate);

        var node = await StartAsync("one.example");
        using var deadline = new CancellationTokenSource(Wait.Limit);
        using var client = await listener.AcceptTcpClientAsync(deadline.Token);
        await using var secure = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);

        var handshake = secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = own, ClientCertificateRequired = true }, deadline.Token);
        Assert.Equal(isTalkedTo, await HearsAsync(secure, handshake));
        if (!isTalkedTo)
        {
            var failure = $"{endPoint}: The remote certificate was rejected";
            await Wait.UntilAsync(() => Refusals(node) > 0 && Failures(node, failure) > 0, "the node to say why");
        }

        Assert.Null(CoordinatedShutdown.Get(node.System).ShutdownReason);
    }

    /// <summary>The death of one node must not be that of another; and who comes to that address later is talked to.</summary>
    [Theory]
    [InlineData("closes at once")]
    [InlineData("closes amid the handshake")]
    [InlineData("resets amid the handshake")]
    [InlineData("sends what is no handshake")]
    [InlineData("says nothing until it is given up, and closes")]
    public async Task A_handshake_that_fails_ends_no_node(string how)
    {
        var node = await StartAsync("one.example");
        await node.Joined.WaitAsync(Wait.Limit);
        var place = TestMember.Place() with { Tls = new ClusterTls(TestCertificates.Issued(_authority, "two.example"), [_authority]) };
        using var deadline = new CancellationTokenSource(Wait.Limit);

        using (var listener = new TcpListener(IPAddress.Loopback, place.Port))
        {
            listener.Start();
            node.System.ActorSelection($"akka.ssl.tcp://archive@{place.Address}/user/nobody").Tell("hello");
            using var peer = await listener.AcceptSocketAsync(deadline.Token);
            listener.Stop();
            await FailAsync(peer, how, () => Failures(node, place.Address) > 0, deadline.Token);
        }

        await Wait.UntilAsync(() => Failures(node, place.Address) > 0, "the failure to be said");
        var next = await AddAsync(TestMember.StartAsync(await Database.RegisterAsync(place.Address), place));
        await next.Joined.WaitAsync(Wait.Limit);
        await Wait.UntilAsync(() => node.UpMembers == 2 && next.UpMembers == 2, "both to see both");
        Assert.Null(CoordinatedShutdown.Get(node.System).ShutdownReason);
        Assert.Equal(1, Failures(node, place.Address));
    }

    private static async Task<SslStream> ConnectAsync(TestMember node)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Cluster.SelfAddress.Port!.Value);
        return new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
    }

    private Task<TestMember> StartAsync(string host) => StartAsync(TestCertificates.Issued(_authority, host));

    private Task<TestMember> StartAsync(X509Certificate2 certificate) =>
        StartAsync(TestMember.Quick with { Tls = new ClusterTls(certificate, [_authority]), Patience = Wait.Limit });

    private X509Certificate2 CertificateOf(string kind) => kind switch
    {
        "of its authority" => TestCertificates.Issued(_authority, "two.example"),
        "of another authority" => TestCertificates.Issued(_otherAuthority, "two.example"),
        "that has expired" => TestCertificates.Issued(_authority, "two.example", daysValid: -2, daysUntilValid: -1.9),
        _ => TestCertificates.SelfSigned("two.example"),
    };

    private static int Refusals(TestMember node) => node.Log.Lines.Count(line => line.Text.Contains("is no node's", StringComparison.Ordinal));

    private static async Task FailAsync(Socket peer, string how, Func<bool> isGivenUp, CancellationToken deadline)
    {
        if (how == "closes at once")
            return;
        Assert.NotEqual(0, await peer.ReceiveAsync(new byte[16 * 1024], deadline));
        switch (how)
        {
            case "resets amid the handshake":
                peer.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            case "sends what is no handshake":
                await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), deadline);
                await Wait.UntilAsync(isGivenUp, "it to be hung up on");
                break;
            case "says nothing until it is given up, and closes":
                await Wait.UntilAsync(isGivenUp, "it to be given up");
                break;
        }
    }

    /// <summary>The lines that say why there is no connection to an address.</summary>
    private static int Failures(TestMember node, string address) => node.Log.Lines.Count(line => line.Level == LogLevel.Warning
        && line.Text.Contains(address, StringComparison.Ordinal) && line.Text.Contains("Caused by", StringComparison.Ordinal));

    private static async Task<bool> HearsAsync(SslStream secure, Task handshake)
    {
        using var deadline = new CancellationTokenSource(Wait.Limit);
        try
        {
            await handshake.WaitAsync(deadline.Token);
            return await secure.ReadAsync(new byte[1], deadline.Token) > 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or ObjectDisposedException)
        {
            return false;
        }
    }
}
