using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Archive.Protocol.Pdu;

namespace Archive.Cli.Connections;

/// <summary>Where a peer is, as written on the command line: <c>HOST</c>, <c>HOST:PORT</c>, <c>AE@HOST:PORT</c>, <c>[::1]:PORT</c>.</summary>
/// <param name="AeTitle"><c>default</c> when not given.</param>
internal sealed record Target(AeTitle AeTitle, string Host, int Port)
{
    public const int DefaultPort = 11112;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    public static bool TryParse(string text, [NotNullWhen(true)] out Target? target)
    {
        target = null;
        var title = default(AeTitle);
        var at = text.LastIndexOf('@');
        if (at >= 0 && !AeTitle.TryParse(text[..at], out title))
            return false;
        if (!TrySplit(text[(at + 1)..], out var host, out var port))
            return false;
        target = new Target(title, host, port);
        return true;
    }

    private static bool TrySplit(string text, out string host, out int port)
    {
        // An IPv6 address stands in brackets, so that its colons are not taken for that of the port.
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : 0;
        var colon = text.IndexOf(':', Math.Max(bracket, 0));
        host = (colon < 0 ? text : text[..colon]).TrimStart('[').TrimEnd(']');
        port = DefaultPort;
        return bracket >= 0 && host.Length > 0 && Uri.CheckHostName(host) != UriHostNameType.Unknown
            && (colon < 0 || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue));
    }
}
