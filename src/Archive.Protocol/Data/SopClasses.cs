namespace Archive.Protocol.Data;

/// <summary>The SOP classes and meta SOP classes of the registry (PS3.6 annex A) by keyword.</summary>
public static partial class SopClasses
{
    /// <summary>Every SOP class whose objects C-STORE transfers (PS3.4 B.5), retired ones included.</summary>
    public static IReadOnlyList<UidEntry> AllStorage { get; } = [.. UidRegistry.All.Where(entry => entry.IsStorageSopClass)];

    /// <summary>True for a registered SOP class whose objects C-STORE transfers (PS3.4 B.5), retired ones included.</summary>
    public static bool IsStorage(Uid sopClass) => UidRegistry.TryGet(sopClass, out var entry) && entry.IsStorageSopClass;
}
