using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Archive.Actors.Associations;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Client;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>Every way in which TLS with a peer can fail is told from the others, when an association is asked for over a real connection.</summary>
public sealed class TlsProblemTests : IDisposable
{
    private const string Host = "localhost";

    private readonly X509Certificate2 _authority = TestCertificates.SelfSigned("Authority", isAuthority: true);

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_self_signed_certificate_is_said_to_be_that()
    {
        using var server = TestCertificates.SelfSigned("device", host: Host);

        Assert.Equal(TlsProblem.SelfSigned, await AskAsync(new TlsClient([_authority], null), Serving(server)));
        Assert.Equal(TlsProblem.SelfSigned, await AskAsync(new TlsClient(null, null), Serving(server)));
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_told_from_one_that_has_expired()
    {
        using var early = TestCertificates.Issued(_authority, Host, daysValid: 1, daysUntilValid: 0.25);
        using var late = TestCertificates.Issued(_authority, Host, daysValid: -1);

        Assert.Equal(TlsProblem.NotYetValid, await AskAsync(new TlsClient([_authority], null), Serving(early)));
        Assert.Equal(TlsProblem.Expired, await AskAsync(new TlsClient([_authority], null), Serving(late)));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_said_to_be_that()
    {
        using var server = TestCertificates.Issued(_authority, "elsewhere.example");

        Assert.Equal(TlsProblem.WrongName, await AskAsync(new TlsClient([_authority], null), Serving(server)));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_peer_that_wants_a_certificate_is_said_to_do_so(SslProtocols protocol)
    {
        using var server = TestCertificates.Issued(_authority, Host);

        Assert.Equal(TlsProblem.CertificateWanted, await AskAsync(new TlsClient([_authority], null), Serving(server, protocol, wantsCertificate: true)));
    }

    [Theory]
    [InlineData("15 0302 0002 02 46")] // alert: fatal, protocol_version
    [InlineData("15 0301 0002 02 46")]
    [InlineData("16 0302 002A 02 000026 0302 5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A 00 0035 00")] // ServerHello of TLS 1.1
    public async Task A_peer_that_knows_older_TLS_only_is_said_to_do_so(string answer)
    {
        Assert.Equal(TlsProblem.OldVersion, await AskAsync(new TlsClient([_authority], null), Answering(Hex.Parse(answer))));
    }

    [Fact]
    public async Task A_peer_without_TLS_is_said_to_have_none()
    {
        Assert.Equal(TlsProblem.NotTls, await AskAsync(new TlsClient([_authority], null), Answering(AAbort.ByProvider(AbortReason.UnrecognizedPdu).ToArray())));
        Assert.Equal(TlsProblem.Closed, await AskAsync(new TlsClient([_authority], null), Answering([])));
    }

    [Fact]
    public async Task A_peer_that_does_not_go_on_with_the_handshake_is_said_not_to()
    {
        var isOver = new TaskCompletionSource();

        Assert.Equal(TlsProblem.Stalled, await AskAsync(new TlsClient([_authority], null), _ => isOver.Task, connectTimeout: TimeSpan.FromSeconds(2)));

        isOver.SetResult();
    }

    [Fact]
    public void Each_problem_has_a_sentence_of_its_own_that_fits_into_an_Error_Comment()
    {
        var sentences = Enum.GetValues<TlsProblem>().Select(problem => DestinationProblem.Summarize(new TlsException(problem, "what happened"))).ToList();

        Assert.All(sentences, sentence => Assert.InRange(sentence.Length, 1, 64));
        Assert.All(sentences, sentence => Assert.True(System.Text.Ascii.IsValid(sentence)));
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
    }

    /// <summary>Asks for an association and returns why there is none.</summary>
    private static async Task<TlsProblem> AskAsync(TlsClient client, Func<NetworkStream, Task> serveAsync, TimeSpan? connectTimeout = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var options = new ScuAssociationOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            CalledAeTitle = new AeTitle("PEER"),
            CallingAeTitle = new AeTitle("ARCHIVE"),
            SecureAsync = (connection, cancellationToken) => client.SecureAsync(connection, Host, cancellationToken),
            ConnectTimeout = connectTimeout ?? Wait.Limit,
            AssociationTimeout = Wait.Limit,
        }
        .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian);

        var failure = await Assert.ThrowsAsync<TlsException>(() => ScuAssociation.ConnectAsync(options));

        if (connectTimeout is null)
            await serving.WaitAsync(Wait.Limit);
        return failure.Problem;

        async Task ServeAsync()
        {
            using var accepted = await listener.AcceptTcpClientAsync();
            await serveAsync(accepted.GetStream());
        }
    }

    /// <summary>Reads the beginning of the ClientHello, says something and closes.</summary>
    private static Func<NetworkStream, Task> Answering(byte[] bytes) => async connection =>
    {
        var hello = new byte[16 * 1024];
        Assert.NotEqual(0, await connection.ReadAsync(hello));
        await connection.WriteAsync(bytes);
    };

    /// <summary>A TLS server that reads until the connection ends, or its handshake fails.</summary>
    private static Func<NetworkStream, Task> Serving(X509Certificate2 certificate, SslProtocols protocol = SslProtocols.None, bool wantsCertificate = false) => async connection =>
    {
        await using var secure = new SslStream(connection);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                EnabledSslProtocols = protocol,
                ClientCertificateRequired = wantsCertificate,
                RemoteCertificateValidationCallback = (_, _, _, _) => !wantsCertificate,
            });
            var buffer = new byte[1024];
            while (await secure.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client did not like the certificate, or this side did not like the client's.
        }
    };
}
