using System.Net;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>Reads the texts of options. What cannot be read is a <see cref="StartException"/> that names the option.</summary>
internal static class OptionText
{
    private const string Vendors = "Vendors";

    /// <exception cref="StartException">The text is no AE title.</exception>
    public static AeTitle AeTitle(string text, string name) => Protocol.Pdu.AeTitle.TryParse(text, out var title)
        ? title
        : throw new StartException($"{name} '{text}' is no AE title: 1 to 16 printable characters without backslash.");

    /// <exception cref="StartException">The text is no IP address.</exception>
    public static IPAddress Address(string text, string name) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new StartException($"{name} '{text}' is no IP address.");

    /// <summary>Transfer syntaxes by UID or keyword, each once.</summary>
    /// <exception cref="StartException">One is none in which objects are stored.</exception>
    public static TransferSyntax[] TransferSyntaxes(IEnumerable<string> texts, string name) =>
        [.. texts.Select(text => TransferSyntax(text, name)).Distinct()];

    /// <summary>
    /// SOP classes by UID or keyword. A UID may be private; a keyword is one of the standard's storage classes, or
    /// <c>Vendors</c> for all of <see cref="VendorSopClasses"/>.
    /// </summary>
    /// <exception cref="StartException">One is neither.</exception>
    public static HashSet<Uid> SopClasses(IEnumerable<string> texts, string name) => [.. texts.SelectMany(text => SopClasses(text, name))];

    /// <exception cref="StartException">The text is no value of Specific Character Set.</exception>
    public static CharacterSet CharacterSet(string text, string name)
    {
        var set = Protocol.Data.CharacterSet.Parse(text.Split('\\'));
        return text.Length > 0 && (set.ToString() == text || set.ToString() == '\\' + text) // an empty first value may be left out
            ? set
            : throw new StartException(
                $"{name} has '{text}', which is no value of Specific Character Set (0008,0005), such as 'ISO_IR 100' or '\\ISO 2022 IR 87'.");
    }

    private static TransferSyntax TransferSyntax(string text, string name) =>
        Find(text) is { } entry && Protocol.Data.TransferSyntax.TryGet(entry.Uid, out var syntax) && syntax.IsStorable
            ? syntax
            : throw new StartException($"{name} has '{text}', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.");

    private static IEnumerable<Uid> SopClasses(string text, string name) => string.Equals(text, Vendors, StringComparison.OrdinalIgnoreCase)
        ? VendorSopClasses.All.Select(sopClass => sopClass.Uid)
        : [SopClass(text, name)];

    private static Uid SopClass(string text, string name)
    {
        if (Protocol.Data.SopClasses.AllStorage.FirstOrDefault(entry => IsNamed(entry, text)) is { } known)
            return known.Uid;
        return Uid.TryParse(text, out var uid) && uid.IsConformant && UidRegistry.All.All(entry => entry.Uid != uid)
            ? uid
            : throw new StartException($"{name} has '{text}', which is no storage SOP class; give a UID, a keyword of PS3.6 A or {Vendors}.");
    }

    private static UidEntry? Find(string text) => UidRegistry.All.FirstOrDefault(entry => IsNamed(entry, text));

    private static bool IsNamed(UidEntry entry, string text) =>
        entry.Uid.Value == text || string.Equals(entry.Keyword, text, StringComparison.OrdinalIgnoreCase);
}
