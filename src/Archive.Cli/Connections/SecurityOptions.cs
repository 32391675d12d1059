using System.CommandLine;
using Archive.Protocol.Connections;

namespace Archive.Cli.Connections;

/// <summary>The options of a secure connection (PS3.15 B.12): whom to trust and what to show.</summary>
internal sealed class SecurityOptions
{
    private readonly Option<bool> _tls = new("--tls") { Description = "Connect by TLS" };
    private readonly Option<string> _authority = new("--tls-ca") { Description = "PEM file of the certificates to trust instead of those of the system; implies --tls", HelpName = "FILE" };
    private readonly Option<string> _certificate = new("--tls-cert") { Description = "PEM file of the certificate to show to the peer; implies --tls", HelpName = "FILE" };
    private readonly Option<string> _key = new("--tls-key") { Description = "PEM file of its private key, when that is not in the same file", HelpName = "FILE" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Take any certificate of the peer; implies --tls" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _tls, _authority, _certificate, _key, _insecure })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_key) is not null && result.GetResult(_certificate) is null)
                result.AddError($"{_key.Name} belongs to a certificate: give {_certificate.Name} as well.");
        });
    }

    /// <summary>Null for plain TCP.</summary>
    /// <exception cref="CommandException">A file cannot be read or holds something else.</exception>
    public TlsClient? Read(ParseResult parsed)
    {
        var (authority, certificate, isInsecure) = (parsed.GetValue(_authority), parsed.GetValue(_certificate), parsed.GetValue(_insecure));
        if (!parsed.GetValue(_tls) && !isInsecure && authority is null && certificate is null)
            return null;
        var trusted = authority is null ? null : CertificateFiles.ReadAll(authority, _authority.Name);
        var own = certificate is null ? null : CertificateFiles.ReadOwn(certificate, _certificate.Name, parsed.GetValue(_key) ?? certificate, _key.Name);
        return new TlsClient(trusted, own) { UnsafeTrustsAny = isInsecure };
    }
}
