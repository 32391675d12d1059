namespace Archive.Protocol.Data;

/// <summary>The SOP classes and meta SOP classes of the registry (PS3.6 annex A) by keyword.</summary>
public static partial class SopClasses
{
    /// <summary>Every SOP class whose objects C-STORE transfers (PS3.4 B.5), retired ones included.</summary>
    public static IReadOnlyList<UidEntry> AllStorage { get; } = [.. UidRegistry.All.Where(entry => entry.IsStorageSopClass)];

    /// <summary>True for a registered SOP class whose objects C-STORE transfers (PS3.4 B.5), retired ones included.</summary>
    public static bool IsStorage(Uid sopClass) => UidRegistry.TryGet(sopClass, out var entry) && entry.IsStorageSopClass;

    /// <summary>True for storage classes whose objects belong to no patient, study or series (PS3.4 GG.3).</summary>
    public static bool IsNonPatient(Uid sopClass) =>
        sopClass == HangingProtocolStorage || sopClass == ColorPaletteStorage || sopClass == GenericImplantTemplateStorage
        || sopClass == ImplantAssemblyTemplateStorage || sopClass == ImplantTemplateGroupStorage || sopClass == CTDefinedProcedureProtocolStorage
        || sopClass == XADefinedProcedureProtocolStorage || sopClass == ProtocolApprovalStorage || sopClass == InventoryStorage;
}
