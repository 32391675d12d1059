using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Archive.Protocol.Data;

/// <summary>The registry of UIDs (PS3.6 annex A).</summary>
public static partial class UidRegistry
{
    private static readonly FrozenDictionary<Uid, UidEntry> Entries = Text.Split('\n').Select(Parse).ToFrozenDictionary(entry => entry.Uid);

    public static IReadOnlyList<UidEntry> All => Entries.Values;

    public static bool TryGet(Uid uid, [NotNullWhen(true)] out UidEntry? entry) => Entries.TryGetValue(uid, out entry);

    /// <summary>The name of a registered UID or of a vendor's SOP class, else the UID itself: for messages to people.</summary>
    public static string Describe(Uid uid) => TryGet(uid, out var entry) && entry.Name.Length > 0 ? entry.Name
        : VendorSopClasses.TryGet(uid, out var sopClass) ? sopClass.Name
        : uid.Value;

    private static UidEntry Parse(string line)
    {
        var cells = line.Split('|');
        return new UidEntry(new Uid(cells[0]), cells[1], cells[2], Enum.Parse<UidKind>(cells[3]), cells[4].Length > 0, cells[5].Length > 0);
    }
}
