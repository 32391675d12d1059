using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Archive.Actors.Associations;
using Archive.Protocol.Connections;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>Whom the archive trusts, against a real TLS server.</summary>
public sealed class TlsClientTests : IDisposable
{
    private readonly X509Certificate2 _authority = SelfSigned("Authority", isAuthority: true);
    private readonly List<IDisposable> _certificates = [];

    public void Dispose()
    {
        _authority.Dispose();
        _certificates.ForEach(certificate => certificate.Dispose());
    }

    [Fact]
    public async Task A_certificate_of_a_trusted_authority_for_the_host_is_trusted()
    {
        Assert.Null(await ConnectAsync(new TlsClient([_authority], own: null), Issued("ws.example"), "ws.example"));
    }

    [Fact]
    public async Task Another_name_another_authority_and_an_expired_certificate_are_refused()
    {
        using var other = SelfSigned("Other", isAuthority: true);
        var server = Issued("ws.example");

        Assert.Equal(TlsProblem.WrongName, await ConnectAsync(new TlsClient([_authority], own: null), server, "elsewhere.example"));
        Assert.Equal(TlsProblem.UnknownAuthority, await ConnectAsync(new TlsClient([other], own: null), server, "ws.example"));
        Assert.Equal(TlsProblem.Expired, await ConnectAsync(new TlsClient([_authority], own: null), Issued("ws.example", daysValid: -1), "ws.example"));
    }

    [Fact]
    public async Task A_certificate_that_is_itself_trusted_needs_no_name()
    {
        var device = SelfSigned("device without a name");
        var expired = SelfSigned("device without a name", daysValid: -1);
        _certificates.AddRange([device, expired]);
        var client = new TlsClient([device, expired], own: null);

        Assert.Null(await ConnectAsync(client, device, "192.0.2.7"));
        Assert.Equal(TlsProblem.Expired, await ConnectAsync(client, expired, "192.0.2.7"));
        Assert.Equal(TlsProblem.UnknownAuthority, await ConnectAsync(client, Issued("192.0.2.8"), "192.0.2.7"));
    }

    [Fact]
    public async Task Without_certificates_of_its_own_choice_the_system_decides()
    {
        Assert.Equal(TlsProblem.UnknownAuthority, await ConnectAsync(new TlsClient(trusted: null, own: null), Issued("ws.example"), "ws.example"));
    }

    [Fact]
    public async Task The_archive_shows_its_certificate_to_a_peer_that_asks_for_one()
    {
        var own = Issued("archive.example");
        var client = new TlsClient([_authority], SslStreamCertificateContext.Create(own, [_authority], offline: true));
        string? shown = null;

        Assert.Null(await ConnectAsync(client, Issued("ws.example"), "ws.example", certificate => shown = certificate?.Subject));

        Assert.Equal(own.Subject, shown);
    }

    /// <summary>Null when both sides are content and a byte got through; else why the client is not.</summary>
    private static async Task<TlsProblem?> ConnectAsync(TlsClient client, X509Certificate2 server, string host, Action<X509Certificate?>? asked = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var limit = new CancellationTokenSource(Wait.Limit);
        var serving = ServeAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync((IPEndPoint)listener.LocalEndpoint, limit.Token);
        try
        {
            await using var secure = await client.SecureAsync(socket.GetStream(), host, limit.Token);
            await secure.WriteAsync("!"u8.ToArray(), limit.Token);
            Assert.Equal('!', await serving);
            return null;
        }
        catch (TlsException refused)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => serving);
            return refused.Problem;
        }

        async Task<int> ServeAsync()
        {
            using var accepted = await listener.AcceptTcpClientAsync(limit.Token);
            await using var secure = new SslStream(accepted.GetStream());
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = server,
                    ClientCertificateRequired = asked is not null,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    {
                        asked?.Invoke(certificate);
                        return asked is null || certificate is not null;
                    },
                },
                limit.Token);
            var bytes = new byte[1];
            await secure.ReadExactlyAsync(bytes, limit.Token);
            return bytes[0];
        }
    }

    private static X509Certificate2 SelfSigned(string name, bool isAuthority = false, int daysValid = 1) => TestCertificates.SelfSigned(name, isAuthority, daysValid);

    private X509Certificate2 Issued(string host, int daysValid = 1)
    {
        var certificate = TestCertificates.Issued(_authority, host, daysValid);
        _certificates.Add(certificate);
        return certificate;
    }
}
