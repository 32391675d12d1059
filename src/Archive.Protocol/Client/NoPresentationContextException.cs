using Archive.Protocol.Data;

namespace Archive.Protocol.Client;

/// <summary>The peer accepted no presentation context for what was to be sent.</summary>
public sealed class NoPresentationContextException(Uid abstractSyntax, TransferSyntax? transferSyntax = null)
    : InvalidOperationException(
        $"The peer accepted no presentation context for SOP class {abstractSyntax}{(transferSyntax is null ? "" : $" in {transferSyntax.Name}")}.")
{
    public Uid AbstractSyntax { get; } = abstractSyntax;

    /// <summary>Null when any would have done.</summary>
    public TransferSyntax? TransferSyntax { get; } = transferSyntax;
}
