namespace Archive.Protocol.Association;

/// <summary>How contexts of an abstract syntax are answered.</summary>
/// <param name="AcceptsScu">The requestor may be SCU: we provide the service.</param>
/// <param name="AcceptsScp">The requestor may be SCP, as it is for the storage classes of a C-GET.</param>
public sealed record AbstractSyntaxPolicy(TransferSyntaxPreference TransferSyntaxes, bool AcceptsScu = true, bool AcceptsScp = false);
