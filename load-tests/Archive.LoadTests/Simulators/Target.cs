using System.Globalization;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Simulators;

/// <summary>Whom the simulators call.</summary>
/// <param name="CallingAeTitle">Null: each modality calls by its own title.</param>
internal sealed record Target(string Host, int Port, AeTitle CalledAeTitle, AeTitle? CallingAeTitle)
{
    public const string Allowed = "[AE@]HOST:PORT, such as ARCHIVE@127.0.0.1:11112";

    private const string DefaultTitle = "ARCHIVE";

    public static Target? Parse(string text, AeTitle? calling)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (colon <= at + 1 || !AeTitle.TryParse(at < 0 ? DefaultTitle : text[..at], out var called)
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return null;
        return new Target(text[(at + 1)..colon].Trim('[', ']'), port, called, calling);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CalledAeTitle}@{Host}:{Port}");
}
