using Archive.Protocol.Data;

namespace Archive.Protocol.Association;

/// <summary>An accepted presentation context.</summary>
/// <param name="IsRequestorScu">The association requestor may send requests of this SOP class.</param>
/// <param name="IsRequestorScp">The association requestor may receive requests of this SOP class, as in a C-GET.</param>
public sealed record PresentationContext(byte Id, Uid AbstractSyntax, TransferSyntax TransferSyntax, bool IsRequestorScu, bool IsRequestorScp);
