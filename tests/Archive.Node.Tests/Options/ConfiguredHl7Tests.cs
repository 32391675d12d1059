using System.Net;
using Archive.Cli;
using Archive.Node.Options;
using Archive.Testing;

namespace Archive.Node.Tests.Options;

public sealed class ConfiguredHl7Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nobody_listens_unless_it_is_switched_on() => Assert.Null(ConfiguredHl7.Read(new ArchiveOptions()));

    [Fact]
    public void Options_become_settings()
    {
        var settings = Read(new Hl7Options { Enabled = true, BindAddress = "0.0.0.0", Port = 0, Senders = ["192.0.2.8", "2001:db8::/32"], IdleSeconds = 5, MaxMessageBytes = 8192 })!;

        Assert.Equal(new IPEndPoint(IPAddress.Any, 0), settings.EndPoint);
        Assert.Equal([IPNetwork.Parse("192.0.2.8/32"), IPNetwork.Parse("2001:db8::/32")], settings.Senders);
        Assert.Equal((TimeSpan.FromSeconds(5), 8192, 32), (settings.Idle, settings.MaxMessageBytes, settings.MaxConnections));
        Assert.Null(settings.Tls);
    }

    [Fact]
    public void A_mapping_is_read_from_its_file_and_an_error_in_it_stops_the_start_with_its_line()
    {
        File.WriteAllText(_folder["good.json"], """{ "newOrder": "replace", "timeZone": "Europe/Vienna" }""");
        File.WriteAllText(_folder["bad.json"], "{\n  \"patient\": { \"PatientNam\": null }\n}");

        Assert.Equal("Europe/Vienna", Read(new Hl7Options { Enabled = true, Mapping = _folder["good.json"] })!.Mapping.TimeZone.Id);
        AssertRefused(new Hl7Options { Enabled = true, Mapping = _folder["bad.json"] }, "bad.json, line 2: 'PatientNam' is no keyword");
        AssertRefused(new Hl7Options { Enabled = true, Mapping = _folder["none.json"] }, "cannot be read");
    }

    [Fact]
    public void Off_loopback_senders_or_their_certificates_are_wanted() =>
        AssertRefused(new Hl7Options { Enabled = true, BindAddress = "0.0.0.0" }, "set Archive:Hl7:Senders");

    [Theory]
    [InlineData("hospital", "neither an IP address nor a network")]
    [InlineData("192.0.2.1/40", "neither an IP address nor a network")]
    public void A_sender_is_an_address_or_a_network(string sender, string message) => AssertRefused(new Hl7Options { Enabled = true, Senders = [sender] }, message);

    [Fact]
    public void TLS_takes_the_files_of_the_archive()
    {
        using var own = TestCertificates.SelfSigned("archive", host: "localhost");
        TestCertificates.Write(_folder, "own", own);
        var files = new TlsOptions { Certificate = _folder["own.pem"], Key = _folder["own.key"] };

        Assert.False(Read(new Hl7Options { Enabled = true, Tls = true }, files)!.Tls!.ClientCertificateRequired);
        var both = new TlsOptions { Certificate = files.Certificate, Key = files.Key, TrustedCertificates = files.Certificate };
        var tls = Read(new Hl7Options { Enabled = true, BindAddress = "0.0.0.0", Tls = true, RequireClientCertificate = true }, both)!.Tls!;
        Assert.True(tls.ClientCertificateRequired);
        Assert.True(tls.RemoteCertificateValidationCallback!(this, own, null, default));
        using var stranger = TestCertificates.SelfSigned("stranger");
        Assert.False(tls.RemoteCertificateValidationCallback(this, stranger, null, default));
        Assert.False(tls.RemoteCertificateValidationCallback(this, null, null, default));

        AssertRefused(new Hl7Options { Enabled = true, Tls = true }, "set Archive:Tls:Certificate");
        AssertRefused(new Hl7Options { Enabled = true, RequireClientCertificate = true }, "set Archive:Hl7:Tls");
        AssertRefused(new Hl7Options { Enabled = true, Tls = true, RequireClientCertificate = true }, "set Archive:Tls:TrustedCertificates", files);
    }

    private static Actors.Workflow.Hl7.Hl7Settings? Read(Hl7Options options, TlsOptions? tls = null) => ConfiguredHl7.Read(new ArchiveOptions { Hl7 = options, Tls = tls ?? new TlsOptions() });

    private static void AssertRefused(Hl7Options options, string message, TlsOptions? tls = null) =>
        Assert.Contains(message, Assert.ThrowsAny<CommandException>(() => Read(options, tls)).Message, StringComparison.Ordinal);
}
