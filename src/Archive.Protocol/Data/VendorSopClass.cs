namespace Archive.Protocol.Data;

/// <summary>A private SOP class whose objects are transferred by C-STORE.</summary>
public sealed record VendorSopClass(string Vendor, Uid Uid, string Name);
