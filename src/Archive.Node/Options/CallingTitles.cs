using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>
/// The AE title that the archive gives itself when it calls: a scanner that knows one title only refuses every other, whatever
/// it is called for.
/// </summary>
internal static class CallingTitles
{
    private const string GeneralPath = "Archive:Dicom:CallingAeTitle";

    /// <summary>When this peer is called.</summary>
    /// <exception cref="StartException">An option is no AE title.</exception>
    public static AeTitle For(ArchiveOptions options, PeerOptions peer, string path) => peer.CallingAeTitle.Length > 0
        ? OptionText.AeTitle(peer.CallingAeTitle, $"{path}:CallingAeTitle")
        : General(options) ?? OptionText.AeTitle(options.AeTitle, "Archive:AeTitle");

    /// <summary>Whoever is called; null when the options do not say.</summary>
    /// <exception cref="StartException">The option is no AE title.</exception>
    public static AeTitle? General(ArchiveOptions options) =>
        options.Dicom.CallingAeTitle.Length > 0 ? OptionText.AeTitle(options.Dicom.CallingAeTitle, GeneralPath) : null;

    /// <summary>When a command calls somebody: as the node does where it is one of its peers, else as the options say; null when they do not.</summary>
    /// <param name="called">The AE title of the one who is called; <c>default</c> when that is not known.</param>
    /// <exception cref="StartException">An option is no AE title.</exception>
    public static AeTitle? ForCommand(ArchiveOptions options, IEnumerable<PeerOptions> peers, AeTitle called, string host, int port)
    {
        foreach (var peer in peers)
        {
            var isNamed = !called.IsEmpty && AeTitle.TryParse(peer.AeTitle, out var title) && title == called;
            if (isNamed || (peer.Port == port && string.Equals(peer.Host, host, StringComparison.OrdinalIgnoreCase)))
                return For(options, peer, peer.AeTitle);
        }

        return General(options);
    }
}
