using Archive.Protocol.Data;

namespace Archive.Protocol.Client.Transfers;

/// <summary>What an object needs of an association, as far as is known before it is opened.</summary>
/// <param name="TransferSyntax">In which it is encoded where it lies.</param>
public readonly record struct TransferNeed(Uid SopClass, Uid TransferSyntax);
